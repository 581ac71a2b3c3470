import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Kysely, sql } from 'kysely'
import { type Random, seededRandom } from '../server/demo/world/seeded-random.ts'
import { letter } from '../server/testing/letter.ts'
import { mailWithFiles } from '../server/testing/mail-with-files.ts'
import type { RunServer } from '../server/testing/run-server.ts'
import { openSender } from '../server/testing/start-world.ts'
import { askNothing } from './ask-nothing.ts'
import { deskSize } from './fill-desk.ts'
import { say } from './say.ts'
import { type Desk, openRecords } from './with-desk.ts'

/* Five thousand mails of all kinds at once: how fast each of them is a ticket, a message or a refusal with its reason. */

const mails = { count: 5000, connections: 8, seed: 4 }
const samples = join(import.meta.dirname, '..', 'server', 'mail', 'eml-samples')

interface Mail {
  readonly raw: string | Buffer
  readonly envelope: { from: string; to: string[] }
}

/** What the server asks its records to file a mail and to follow it, and how many it files at once. */
const filing = { statements: 60, atOnce: 6 }

export async function measureMails({ server, db, dataFolder }: Desk): Promise<void> {
  say(`\nstatements alone   ${(await nothingsASecond(dataFolder)).toFixed(0)} times ${filing.statements} a second`)
  const all = mixedMails(seededRandom(mails.seed))
  const before = await ledgerOf(db)
  const startedAt = performance.now()
  await deliver(server, all)
  const accepted = (performance.now() - startedAt) / 1000
  while (await isOneWaiting(db)) await sleep(50)
  const filed = (performance.now() - startedAt) / 1000
  const after = await ledgerOf(db)
  const outcomes = [...after].map(([outcome, count]) => [outcome, count - (before.get(outcome) ?? 0)] as const)
  const sum = outcomes.reduce((total, [, count]) => total + count, 0)
  say(`\n${all.length} mixed mails by ${mails.connections} connections`)
  say(`accepted   ${(all.length / accepted).toFixed(0)} a second`)
  say(`filed      ${(all.length / filed).toFixed(0)} a second`)
  say(`in the ledger ${sum}: ${outcomes.map(([outcome, count]) => `${count} ${outcome}`).join(', ')}`)
}

/** How often a second transactions of as many statements as a mail needs are done, where each of them does nothing. */
async function nothingsASecond(dataFolder: string): Promise<number> {
  const records = openRecords(dataFolder, filing.atOnce)
  const rounds = 500
  const startedAt = performance.now()
  const connection = async (): Promise<void> => {
    for (let n = 0; n < rounds / filing.atOnce; n += 1) await askNothing(records.kysely as never, filing.statements)
  }
  await Promise.all(Array.from({ length: filing.atOnce }, connection))
  await records.close()
  return rounds / ((performance.now() - startedAt) / 1000)
}

async function deliver(server: RunServer, all: readonly Mail[]): Promise<void> {
  const waiting = [...all]
  const connection = async (): Promise<void> => {
    const sender = openSender(server)
    for (let mail = waiting.shift(); mail !== undefined; mail = waiting.shift()) await sender.sendMail(mail)
    sender.close()
  }
  await Promise.all(Array.from({ length: mails.connections }, connection))
}

async function isOneWaiting(db: Kysely<never>): Promise<boolean> {
  const { rows } = await sql<{ is: boolean }>`
    select exists (select from mail.incoming_mails where outcome = 'waiting') as is`.execute(db)
  return rows[0]?.is === true
}

/** How many mails came to what. */
async function ledgerOf(db: Kysely<never>): Promise<Map<string, number>> {
  const { rows } = await sql<{ outcome: string; count: number }>`
    select outcome, count(*)::int from mail.incoming_mails group by outcome`.execute(db)
  return new Map(rows.map(({ outcome, count }) => [outcome, count]))
}

function mixedMails(random: Random): Mail[] {
  const kinds = [plain, plain, plain, formatted, formatted, answer, answer, withFile, automatic, sampled]
  const sent: ReturnType<typeof letter>[] = []
  return Array.from({ length: mails.count }, (_, n) => random.pick(kinds)(n, random, sent))
}

type Kind = (n: number, random: Random, sent: ReturnType<typeof letter>[]) => Mail

const writerOf = (n: number): string => `Vera <vera@customer-${1 + ((n * 7919) % deskSize.customers)}.test>`
const words = 'Since noon the proxy answers slowly, and our checkout fails for some visitors. Please have a look.\r\n'

const plain: Kind = (n, random, sent) => {
  const mail = letter({ from: writerOf(n), subject: `Mixed ${n}`, text: words.repeat(1 + random.below(20)) })
  sent.push(mail)
  return mail
}

const formatted: Kind = (n, random) => {
  const html = `<p>${words}</p><blockquote>${words.repeat(1 + random.below(40))}</blockquote>`
  return letter({ from: writerOf(n), subject: `Formatted ${n}`, ...mailWithFiles([], html) })
}

/** Of somebody who writes again about what they wrote before. */
const answer: Kind = (n, random, sent) => {
  const earlier = sent.length === 0 ? undefined : random.pick(sent)
  if (earlier === undefined) return plain(n, random, sent)
  const headers = { 'In-Reply-To': earlier.messageId, References: earlier.messageId }
  const from = /^From: (.*)$/m.exec(earlier.raw)?.[1]?.trim() ?? writerOf(n)
  return letter({ from, subject: 'Re: Mixed', text: `Still so.\r\n\r\n> ${words}`, headers })
}

const withFile: Kind = (n, random) => {
  const bytes = `${words.repeat(300)}${random.next()}`
  const file = { bytes, contentType: 'text/plain', parameters: `filename="trace-${n}.log"` }
  return letter({ from: writerOf(n), subject: `With a file ${n}`, ...mailWithFiles([file]) })
}

const automatic: Kind = (n) =>
  letter({
    from: writerOf(n),
    subject: `Automatic reply ${n}`,
    text: 'I am on leave.',
    headers: { 'Auto-Submitted': 'auto-replied' },
  })

const sampleFiles = readdirSync(samples).filter((name) => name.endsWith('.eml'))

/** One of the difficult mails that the product's tests read, with an id of its own. */
const sampled: Kind = (_, random) => {
  const text = readFileSync(join(samples, random.pick(sampleFiles))).toString('latin1')
  const raw = Buffer.from(text.replace(/^Message-ID:.*$/im, `Message-ID: <${randomUUID()}@sample.test>`), 'latin1')
  return { raw, envelope: { from: 'somebody@sample.test', to: ['support@desk.test'] } }
}
