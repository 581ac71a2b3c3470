import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Kysely, sql } from 'kysely'
import type { Caller } from '../server/testing/caller.ts'
import { letter } from '../server/testing/letter.ts'
import { openSender } from '../server/testing/start-world.ts'
import { childrenOf, postgresProcess, type RunServer } from '../server/testing/run-server.ts'
import { deskSize, fillDesk, vocabulary } from './fill-desk.ts'
import { openScreens } from './live-screens.ts'
import { measureRequests, read, rounds, type Work, write } from './measure-requests.ts'
import { waitUntilIdle } from './wait-until-idle.ts'
import { withDesk } from './with-desk.ts'

/* Reads, writes and live screens of a desk of a million tickets. The server is a process of its own, as is its PostgreSQL. */

const live = { screens: 100, mailsPerSecond: 20, seconds: 30, settleSeconds: 15 }

const say = (text: string): void => void process.stdout.write(`${text}\n`)

export const run = (): Promise<void> =>
  withDesk('desk', async ({ server, dataFolder, ana, db }) => {
    say(`${deskSize.tickets.toLocaleString('en')} tickets of ${deskSize.messagesEach} messages each`)
    await fillDesk(db, say)
    await measureRequests(await worksOf(ana, db), () => waitUntilIdle(db))
    await measureScreens(server, dataFolder, ana)
  })

async function worksOf(ana: Caller, db: Kysely<never>): Promise<Readonly<Record<string, Work>>> {
  const { rows } = await sql<{ id: string; number: number; newest: string }>`
    select ticket.id, ticket.number, (select id from desk.messages where ticket_id = ticket.id order by filed_number desc limit 1) as newest
     from desk.tickets ticket where state = 'open' order by number limit ${rounds.alone}`.execute(db)
  const get = (path: string) => read(ana, path)
  const some = (n: number) => rows[n % rows.length]!
  const search = (q: string) => get(`/api/desk/search?limit=30&q=${encodeURIComponent(q)}`)
  // As common as words of texts are: of each rank as many as it is rare.
  const wordOf = (n: number) => `w${Math.floor(vocabulary ** (((n * 7919) % 1009) / 1009))} `
  return {
    'nothing (who am I)': () => get('/api/people/session'),
    list: () => get('/api/desk/tickets?limit=50'),
    'list of resolved': () => get('/api/desk/tickets?view=resolved&limit=50'),
    counts: () => get('/api/desk/counts'),
    open: (n) => get(`/api/desk/tickets/${1 + ((n * 7919) % deskSize.tickets)}`),
    'find in a list': (n) =>
      get(`/api/desk/tickets?view=resolved&limit=20&search=about%20${((n * 7919) % 4096).toString(16)}`),
    'search a word': (n) => search(wordOf(n)),
    'search two words': (n) => search(`${wordOf(n)} checkout `),
    'search what all have': () => search('checkout '),
    'search a name': (n) => search(`from:vera@customer-${1 + ((n * 37) % deskSize.customers)}.test`),
    customers: (n) => get(`/api/customers?limit=20&search=customer-${(n * 37) % deskSize.customers}`),
    note: (n) => write(ana, `/api/desk/tickets/${some(n).id}/notes`, { text: 'Seen before; the proxy again.' }),
    reply: (n) =>
      write(ana, `/api/desk/tickets/${some(n).id}/replies`, {
        text: 'We look into it.',
        seenMessageId: some(n).newest,
        confirmStale: true,
      }),
  }
}

/** Seconds of processor time that the server, its PostgreSQL and its readers have used. */
function processorSeconds(server: RunServer, dataFolder: string): number {
  const postgres = postgresProcess(dataFolder)
  // The PostgreSQL may be a child of the server: each counts once.
  const children = [...childrenOf(server.processId, ''), ...childrenOf(postgres, '')]
  const processes = new Set([server.processId, postgres, ...children])
  return processes.values().reduce((sum, id) => sum + secondsOf(id), 0)
}

/** Its own and that of its children which have ended. */
function secondsOf(processId: number): number {
  try {
    const stat = readFileSync(`/proc/${processId}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks) / 100, 0)
  } catch {
    return 0
  }
}

/** What open screens cost while mail comes in, beside the same mail without a screen. */
async function measureScreens(server: RunServer, dataFolder: string, ana: Caller): Promise<void> {
  await sleep(live.settleSeconds * 1000)
  const alone = await whileMailComesIn(server, dataFolder)
  await sleep(live.settleSeconds * 1000)
  const screens = await openScreens(ana, live.screens)
  const watched = await whileMailComesIn(server, dataFolder)
  screens.close()
  say(`\n${live.mailsPerSecond} mails a second for ${live.seconds} s`)
  say(`without a screen     ${alone.toFixed(2)} cores`)
  say(`${live.screens} live screens     ${watched.toFixed(2)} cores, ${(watched - alone).toFixed(2)} for the screens`)
  say(
    `                     ${(screens.asked() / live.seconds).toFixed(0)} requests a second, ${(screens.heard() / live.seconds).toFixed(0)} frames a second`,
  )
}

/** Cores in use, on average. */
async function whileMailComesIn(server: RunServer, dataFolder: string): Promise<number> {
  const sender = openSender(server)
  const before = processorSeconds(server, dataFolder)
  const startedAt = performance.now()
  for (let n = 0; n < live.mailsPerSecond * live.seconds; n += 1) {
    const from = `vera@customer-${1 + (n % deskSize.customers)}.test`
    const { raw, envelope } = letter({ from, subject: `Live ${n}`, text: 'It is slow again.' })
    await sender.sendMail({ raw, envelope })
    const ahead = startedAt + ((n + 1) * 1000) / live.mailsPerSecond - performance.now()
    if (ahead > 0) await sleep(ahead)
  }
  sender.close()
  return (processorSeconds(server, dataFolder) - before) / ((performance.now() - startedAt) / 1000)
}
