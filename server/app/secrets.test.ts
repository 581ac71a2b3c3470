import { mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { listOutgoingMails } from '@bellwether/contract/mail.ts'
import * as pager from '@bellwether/contract/pager.ts'
import * as people from '@bellwether/contract/people.ts'
import { givenTicket, timelineOf } from '../desk/desk.builders.ts'
import { pageTeam } from '../pager/pager.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { openMailTransport } from '../mail/mail-transport.ts'
import { startWorld, type World } from '../testing/start-world.ts'

/* Whoever reads a list, a log, the database or a file of the server must not become somebody else by it. */
let world: World
let log = ''
beforeAll(async () => {
  const stream = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      log += chunk.toString()
      done()
    },
  })
  world = await startWorld({ log: stream })
})
afterAll(() => world.stop())

/** Every row of every table, as text; and every table's name, so that an empty look is seen. */
async function wholeDatabase(): Promise<string> {
  const tables = await world.sql<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema')`,
  )
  expect(tables.length).toBeGreaterThan(20)
  const dumps = await Promise.all(tables.map(({ name }) => world.sql(`select t::text as row from ${name} t`)))
  return JSON.stringify(dumps)
}

const tokenIn = (text: string | undefined, pattern: RegExp): string => {
  const token = pattern.exec(text ?? '')?.[1]
  if (token === undefined) throw new Error(`no token in: ${text}`)
  return token
}

describe('the link of a mail stands in the mail alone:', () => {
  test('a sign-in link', async () => {
    const bo = await world.person('Bo')
    await world.nobody.call(people.requestSignInLink, { body: { email: 'ana@staff.test' } })
    const [mail] = await world.mailbox.waitFor('ana@staff.test')
    const token = tokenIn(mail?.text, /token=([\w-]{40,})/)
    expect((await bo.refused(listOutgoingMails, {})).status).toBe(403)
    const listed = JSON.stringify(await world.ana.call(listOutgoingMails, {}))
    expect(listed).toContain('a link that stands in the mail alone')
    for (const place of [listed, await wholeDatabase(), log]) expect(place).not.toContain(token)
    const ana = world.nobody.fresh()
    expect(await ana.call(people.signInByLink, { body: { token } })).toMatchObject({ person: { name: 'Ana' } })
  })

  test('an answer that quotes a mail shows its link to nobody, and a link elsewhere as it is', async () => {
    const page = `${world.app.url}/p/${'abcdefg'.repeat(6)}`
    const theirs = 'https://blog.acme.test/p/why-our-customers-see-502-errors-on-checkout-pages'
    const text = `I am away until Monday. You wrote:\n> ${world.app.url}/sign-in?token=${'Ab_9-'.repeat(8)}xyz\n> ${page}\n${theirs}`
    const ticket = await givenTicket(world, { from: 'dana@staff.test', subject: 'Away', text })
    const shown = JSON.stringify(await timelineOf(world.ana, ticket))
    for (const kept of ['sign-in?token=hidden', '/p/hidden', theirs]) expect(shown).toContain(kept)
    for (const secret of ['Ab_9-Ab_9', 'abcdefgabcdefg']) expect(shown).not.toContain(secret)
  })

  let guests = 0
  const plain = { 'content-type': 'text/plain' }
  test.each<[string, (token: string) => { headers: object; body: string }]>([
    ['quoted', (token) => ({ headers: plain, body: `> https://desk.test/sign-in?token=${token}` })],
    ['in the subject', (token) => ({ headers: { subject: `Fwd: /sign-in?token=${token}` }, body: 'see above' })],
    [
      'rewritten by Safe Links',
      (token) => ({
        headers: plain,
        body: `https://eur.safelinks.test/?url=https%3A%2F%2Fdesk.test%2Fsign-in%3Ftoken%3D${token}&data=1`,
      }),
    ],
    [
      'rewritten by Proofpoint',
      (token) => ({
        headers: plain,
        body: `https://urldefense.test/v2/url?u=https-3A__desk.test_sign-2Din-3Ftoken-3D${token}&d=1`,
      }),
    ],
    [
      'with a break before it',
      (token) => ({ headers: plain, body: `> https://desk.test/sign-in?token=\r\n> ${token}` }),
    ],
    [
      'with a break in it',
      (token) => ({
        headers: plain,
        body: `https://desk.test/sign-in?token=${token.slice(0, 20)}\r\n${token.slice(20)}`,
      }),
    ],
    [
      'in HTML',
      (token) => ({
        headers: { 'content-type': 'text/html' },
        body: `<p>https://desk.test/sign-in?token=<wbr><b>${token}</b></p>`,
      }),
    ],
    [
      'with another parameter',
      (token) => ({
        headers: { 'content-type': 'text/html' },
        body: `<a href="https://desk.test/sign-in?a&amp;token=${token}">x</a>`,
      }),
    ],
    [
      'in a forwarded mail',
      (token) => ({
        headers: { 'content-type': 'message/rfc822' },
        body: `Subject: Your sign-in link\r\n\r\nhttps://desk.test/sign-in?token=${token}`,
      }),
    ],
    [
      'in a text file',
      (token) => ({
        headers: { 'content-type': 'text/plain; name=a.txt', 'content-disposition': 'attachment; filename=a.txt' },
        body: `token=${token}`,
      }),
    ],
  ])('a sign-in link that comes back %s lets nobody in any more', async (_, mailWith) => {
    const email = `guest${(guests += 1)}@staff.test`
    const { signInUrl } = await world.ana.call(people.addPerson, { body: { name: 'Guest', email } })
    const token = tokenIn(signInUrl, /token=([\w-]{43})$/)
    const { headers, body } = mailWith(token)
    const head = Object.entries({ from: 'dana@staff.test', subject: 'Hello', ...headers }).map(
      ([name, value]) => `${name}: ${value}`,
    )
    await world.deliver([...head, '', body].join('\r\n'), { from: 'dana@staff.test', to: ['support@desk.test'] })
    await world.settle()
    expect((await world.nobody.fresh().refused(people.signInByLink, { body: { token } })).status).toBe(410)
  })

  test('a page link, and the address and secret of a webhook', async () => {
    const support = await world.sql<{ id: string }>(`select id from people.teams where slug = 'support'`)
    const cy = await world.person('Cy')
    const address = 'http://user:pa55word@127.0.0.1:9/hooks/T0KEN?key=s3cret'
    const added = { params: { id: cy.id }, body: { kind: 'webhook' as const, address } }
    const { items, webhookSecret } = await cy.call(pager.addContactMethod, added)
    expect(items.at(-1)).toMatchObject({ kind: 'webhook', address: 'http://127.0.0.1:9' })
    const pageId = await inTransaction(world.app.contextFor('test'), (ctx) =>
      pageTeam(ctx, {
        teamId: support[0]!.id,
        title: 'Fire',
        body: 'Look.',
        about: { module: 'test', id: cy.id, path: '/x' },
      }),
    )
    const [mail] = await world.mailbox.waitFor('cy@staff.test')
    const token = tokenIn(mail?.text, /\/p\/([a-z2-7]{42})/)
    for (let tries = 0; tries < 200 && !(await webhookFailure(pageId)); tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 20))
    expect(await webhookFailure(pageId)).toBe('nobody listens there')
    const shown = JSON.stringify([
      await world.ana.call(pager.getPage, { params: { id: pageId } }),
      await world.ana.call(listOutgoingMails, {}),
      await world.nobody.call(pager.getPageByLink, { params: { token } }),
      await cy.call(pager.listPages, {}),
      await world.ana.call(pager.listContactMethods, { params: { id: cy.id } }),
    ])
    for (const secret of ['pa55word', 'T0KEN', 's3cret', webhookSecret ?? '', token]) {
      expect(shown).not.toContain(secret)
      expect(log).not.toContain(secret)
    }
    expect(await wholeDatabase()).not.toContain(token)
  })
})

async function webhookFailure(pageId: string): Promise<string | null | undefined> {
  const page = await world.ana.call(pager.getPage, { params: { id: pageId } })
  return page.notifications.find((one) => one.method.kind === 'webhook')?.lastError
}

test('the outbox folder and its mails are for the server’s user alone', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'bw-outbox-'))
  const transport = openMailTransport(undefined, folder, {
    supportAddress: 'support@desk.test',
    secret: Buffer.alloc(32),
    mailboxName: () => undefined,
  })
  const [row] = await world.sql<{ id: string }>(`select id from mail.outgoing_mails limit 1`)
  await transport.send({
    id: row!.id,
    createdAt: new Date('2026-01-16T16:00:00Z'),
    kind: 'sign-in',
    toAddress: 'ana@staff.test',
    subject: 'Your sign-in link',
    text: 'https://desk.test/sign-in?token=secret',
    headers: {},
    messageId: '<one@desk.test>',
    state: 'queued',
    reason: null,
    sentAt: null,
    ticketId: null,
    sourceId: null,
    linkKind: null,
    linkAbout: null,
    fromAddress: null,
    erasedAt: null,
  })
  const outbox = join(folder, 'outbox')
  const [file] = readdirSync(outbox)
  expect(readFileSync(join(outbox, file!), 'utf8')).toMatch(/token=(?:3D)?secret/)
  expect([statSync(outbox).mode & 0o777, statSync(join(outbox, file!)).mode & 0o777]).toEqual([0o700, 0o600])
})
