import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listTickets, replyToTicket } from '@bellwether/contract/desk.ts'
import { listOutgoingMails } from '@bellwether/contract/mail.ts'
import { again, givenTicket } from '../desk/desk.builders.ts'
import { letter } from '../testing/letter.ts'
import { emergencyAddress, startWorld, supportAddress, type World } from '../testing/start-world.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { sendMailJob } from './deliver-mail.ts'
import { eraseMailsOf } from './erase-mails.ts'
import { type NewMail, sendMail, sendMails } from './send-mail.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

const answer = async (ticket: { id: string }, text: string): Promise<void> => {
  const seenMessageId = (await again(world, ticket)).newestMessageId
  await world.ana.call(replyToTicket, { params: { id: ticket.id }, body: { text, seenMessageId } })
}
const deliveriesOf = async (ticket: { id: string }) =>
  (await again(world, ticket)).timeline.flatMap((one) =>
    one.kind === 'message' && one.direction === 'out' ? [one.delivery] : [],
  )
const send = async (mail: Partial<NewMail> & { to: string }): Promise<string> => {
  const { id } = await inTransaction(world.app.contextFor('test'), (ctx) =>
    sendMail(ctx, { kind: 'notice', subject: 'A notice', text: 'Hello', ...mail }),
  )
  return id
}
const outgoingTo = async (address: string) =>
  (await world.ana.call(listOutgoingMails, { query: { limit: 200 } })).items.filter((mail) => mail.to === address)

async function retried(): Promise<number> {
  const waiting = `select 1 from pgboss.job where name = 'mail.send-mail' and state = 'retry'`
  for (let attempt = 0; attempt < 200; attempt += 1) {
    if ((await world.sql(waiting)).length > 0) return 1
    await sleep(10)
  }
  return 0
}

test('a mail that the server cannot take now (450) is tried again and arrives once', async () => {
  const ticket = await givenTicket(world, { from: 'vera@later.test', subject: 'Try again' })
  world.mailbox.refuse(450)
  await answer(ticket, 'An answer that has to wait.')
  expect(await retried()).toBe(1)
  expect(await deliveriesOf(ticket)).toMatchObject([{ state: 'queued' }])
  world.mailbox.refuse(undefined)
  await world.sql(`update pgboss.job set start_after = now() where state = 'retry'`)
  await world.restart()
  await world.settle()
  expect(await deliveriesOf(ticket)).toMatchObject([{ state: 'sent', reason: null }])
  const texts = world.mailbox.to('vera@later.test').map((mail) => mail.text ?? '')
  expect(texts.filter((text) => text.includes('has to wait'))).toHaveLength(1)
})

test('a mail that is refused for good (550) says so on its ticket, with the reason, and is not tried again', async () => {
  const ticket = await givenTicket(world, { from: 'vera@gone.test', subject: 'No such user' })
  world.mailbox.refuse(550)
  await answer(ticket, 'Nobody reads this.')
  await world.settle()
  world.mailbox.refuse(undefined)
  await world.settle()
  expect(await deliveriesOf(ticket)).toMatchObject([{ state: 'failed', reason: expect.stringContaining('550') }])
  expect(world.mailbox.to('vera@gone.test')).toHaveLength(1)
})

test('a mail that no server took for five days has failed, and the customer’s ticket waits on us again', async () => {
  const ticket = await givenTicket(world, { from: 'vera@silent.test', subject: 'Nobody answers the door' })
  world.mailbox.refuse(450)
  await answer(ticket, 'An answer that never arrives.')
  expect(await retried()).toBe(1)
  world.clock.advance(5 * 86_400_000)
  await world.sql(`update pgboss.job set start_after = now() where state = 'retry'`)
  await world.restart()
  await world.settle()
  world.mailbox.refuse(undefined)
  expect(await deliveriesOf(ticket)).toMatchObject([{ state: 'failed', reason: expect.stringContaining('five days') }])
  expect((await again(world, ticket)).waitingOn.holder).toBe('support')
})

test('the 41st mail to one address within an hour is not sent and says why; pages always are', async () => {
  const to = 'circle@loop.test'
  for (let count = 0; count < 41; count += 1) await send({ to })
  const kept = (await outgoingTo(to)).filter((mail) => mail.state === 'suppressed')
  expect(kept).toMatchObject([{ reason: expect.stringContaining('looks like a loop') }])
  await send({ to, kind: 'page' })
  await world.settle()
  expect(world.mailbox.to(to)).toHaveLength(41)
  world.clock.advance(61 * 60_000)
  await send({ to })
  await world.settle()
  expect(world.mailbox.to(to)).toHaveLength(42)
})

test.each([supportAddress, emergencyAddress, supportAddress.toUpperCase()])('nothing is sent to %s', async (to) => {
  await send({ to })
  await world.settle()
  expect((await outgoingTo(to.toLowerCase())).map((mail) => mail.state)).not.toContain('sent')
  expect(world.mailbox.to(to.toLowerCase())).toEqual([])
})

test('the brakes see the mails beside a mail, as they see those before it', async () => {
  const to = 'Circle@batch.test'
  const mails = Array.from({ length: 43 }, () => ({ kind: 'notice', subject: 'A notice', text: 'Hello', to }) as const)
  const left = await inTransaction(world.app.contextFor('test'), (ctx) => sendMails(ctx, mails))
  expect(left.map(({ suppressed }) => suppressed === undefined).lastIndexOf(true)).toBe(39)
  expect(left.filter(({ suppressed }) => suppressed?.includes('looks like a loop'))).toHaveLength(3)
  await world.settle()
  expect(world.mailbox.to('circle@batch.test')).toHaveLength(40)
  expect((await outgoingTo('circle@batch.test')).filter(({ state }) => state === 'suppressed')).toHaveLength(3)
})

test('the brake of a domain counts what is below it, and no other that looks like it', async () => {
  const acknowledge = (to: string) =>
    ({ kind: 'acknowledgement', subject: 'Re: it', text: 'It has arrived.', to }) as const
  const others = ['a@notbelow.test', 'a@below.test.example', 'a@be-low.test', 'a@elow.test', 'a@below-test.test']
  const inDomain = Array.from({ length: 12 }, (_, n) => `a${n}@${n % 2 === 0 ? '' : `s${n}.`}below.test`)
  await inTransaction(world.app.contextFor('test'), (ctx) => sendMails(ctx, others.map(acknowledge)))
  // One after the other, as letters come: what is counted stands in the records.
  const left = []
  for (const to of inDomain)
    left.push(await inTransaction(world.app.contextFor('test'), (ctx) => sendMail(ctx, acknowledge(to))))
  expect(left.filter(({ suppressed }) => suppressed === undefined)).toHaveLength(10)
  expect(left[10]?.suppressed).toBe('more than 10 automatic answers to below.test within an hour')
})

test('of mails that go together one that is not taken holds no other', async () => {
  world.mailbox.refuseTo('gone@together.test', 450)
  const mails = ['gone@together.test', 'there@together.test'].map(
    (to) => ({ kind: 'notice', subject: 'A notice', text: 'Hello', to }) as const,
  )
  await inTransaction(world.app.contextFor('test'), (ctx) => sendMails(ctx, mails))
  expect(await retried()).toBe(1)
  expect(world.mailbox.to('there@together.test')).toHaveLength(1)
  world.mailbox.refuseTo('gone@together.test', undefined)
  await world.sql(`update pgboss.job set start_after = now() where state = 'retry'`)
  await world.restart()
  await world.settle()
  expect(await outgoingTo('gone@together.test')).toMatchObject([{ state: 'sent' }])
  expect(world.mailbox.to('there@together.test')).toHaveLength(1)
})

describe('a job with several mails', () => {
  /** Two mails whose job is ours to run. */
  async function heldBack(...addresses: string[]): Promise<string> {
    return inTransaction(world.app.contextFor('test'), async (ctx) => {
      const mails = addresses.map((to) => ({ kind: 'notice', subject: 'A notice', text: 'Hello', to }) as const)
      const ids = (await sendMails(ctx, mails)).map(({ id }) => id).join(' ')
      await sql`delete from pgboss.job where data->>'mailIds' = ${ids}`.execute(ctx.db)
      return ids
    })
  }
  const jobThat = (send: (to: string) => Promise<void>) =>
    sendMailJob(
      'others',
      {
        kind: 'smtp',
        taken: 'sent',
        close: () => undefined,
        send: async ({ toAddress }) => {
          await send(toAddress)
          return []
        },
      },
      {},
    )

  test('does not send one that is erased while it is at another', async () => {
    const ctx = world.app.contextFor('test')
    const mailIds = await heldBack('first@erased.test', 'second@erased.test')
    const sent: string[] = []
    const job = jobThat(async (to) => {
      sent.push(to)
      await eraseMailsOf(ctx, ['second@erased.test'])
    })
    await job.verb(ctx, { mailIds })
    expect(sent).toEqual(['first@erased.test'])
  })

  test('that runs twice at once sends twice what both are at, and nothing else', async () => {
    const ctx = world.app.contextFor('test')
    const mailIds = await heldBack(...Array.from({ length: 5 }, (_, n) => `twice-${n}@run.test`))
    const sent: string[] = []
    const isAtSecond = Promise.withResolvers<void>()
    const job = jobThat(async (to) => {
      sent.push(to)
      if (to === 'twice-1@run.test') isAtSecond.resolve()
      await sleep(50)
    })
    const first = job.verb(ctx, { mailIds })
    await isAtSecond.promise
    await Promise.all([first, job.verb(ctx, { mailIds })])
    expect(new Set(sent).size).toBe(5)
    expect(sent.length).toBeLessThanOrEqual(10)
    expect(sent.filter((to) => to === 'twice-0@run.test')).toHaveLength(1)
  })
})

test('a customer’s subject cannot add headers to our answer', async () => {
  const subject = '=?utf-8?Q?Help=0D=0ABcc:_all@victims.test=0D=0AX-Evil:_1?='
  const { raw, envelope } = letter({ from: 'mallory@inject.test', subject })
  await world.deliver(raw, envelope)
  await world.settle()
  const [ticket] = (await world.ana.call(listTickets, { query: { search: 'mallory@inject.test' } })).items
  if (!ticket) throw new Error('the mail did not become a ticket')
  expect(ticket.subject).toBe('Help Bcc: all@victims.test X-Evil: 1')
  await answer(ticket, 'Our answer.')
  await world.settle()
  for (const mail of world.mailbox.to('mallory@inject.test')) expect(mail.raw).not.toMatch(/^(Bcc|X-Evil):/im)
  expect(world.mailbox.to('mallory@inject.test')).toHaveLength(2)
  expect(world.mailbox.to('all@victims.test')).toEqual([])
})

test('without a mail server a mail is kept in the outbox, and nothing says that it was sent', async () => {
  const folderWorld = await startWorld({ environment: { SMTP_URL: '' } })
  try {
    const ctx = folderWorld.app.contextFor('test')
    await inTransaction(ctx, (ctx) =>
      sendMail(ctx, { kind: 'notice', subject: 'A notice', text: 'Hello', to: 'vera@acme.test' }),
    )
    await folderWorld.settle()
    const { items } = await folderWorld.ana.call(listOutgoingMails, { query: {} })
    expect(items.find((mail) => mail.to === 'vera@acme.test')).toMatchObject({ state: 'kept', reason: null })
    expect(items.map((mail) => mail.state)).not.toContain('sent')
  } finally {
    await folderWorld.stop()
  }
})

test('what people write has its format in the mail; a text without one, or by nobody, is a text alone', async () => {
  const ticket = await givenTicket(world, { from: 'vera@formatted.test', subject: 'Format' })
  await answer(ticket, 'It is **mended**, see <b>.')
  await answer(ticket, 'Good, then.\nSee https://status.example.com/x')
  await send({ to: 'vera@formatted.test', text: 'A notice with **stars**.' })
  await world.settle()
  const sent = world.mailbox.to('vera@formatted.test').slice(-3)
  expect(sent.map(({ text, html }) => [text?.trim(), html?.match(/<p>.*<\/p>/)?.[0]])).toEqual([
    ['It is **mended**, see <b>.', '<p>It is <strong>mended</strong>, see &lt;b&gt;.</p>'],
    ['Good, then.\nSee https://status.example.com/x', undefined],
    ['A notice with **stars**.', undefined],
  ])
})
