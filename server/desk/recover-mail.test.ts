import { afterAll, beforeAll, expect, test } from 'vitest'
import { type IncomingMail, listIncomingMails, recoverMail, rejectMail } from '@bellwether/contract/mail.ts'
import { letter } from '../testing/letter.ts'
import { startWorld, supportAddress, type World } from '../testing/start-world.ts'
import { again, givenTicket } from './desk.builders.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

async function givenUnfiled(outcome: 'held' | 'rejected', raw: string, from = ''): Promise<IncomingMail> {
  await world.deliver(raw, { from, to: [supportAddress] })
  await world.settle()
  const { items } = await world.ana.call(listIncomingMails, { query: { outcome, limit: 1 } })
  if (!items[0]) throw new Error(`nothing is ${outcome}`)
  return items[0]
}

const nameless = (subject: string): string => `Subject: ${subject}\r\nTo: ${supportAddress}\r\n\r\nIt is down.\r\n`

test('a mail without a sender is recovered by whoever says whom it is from', async () => {
  const params = { id: (await givenUnfiled('held', nameless('Nobody'))).id }
  const { status, problem } = await world.ana.refused(recoverMail, { params, body: {} })
  expect([status, problem.errors]).toEqual([400, [{ pointer: '/from', detail: expect.stringContaining('whom') }]])
  const ours = await world.ana.refused(recoverMail, { params, body: { from: supportAddress.replace('@', '+x@') } })
  expect([ours.status, ours.problem.errors?.[0]?.pointer]).toEqual([400, '/from'])
  const { ticketId } = await world.ana.call(recoverMail, { params, body: { from: 'Vera@Named.test' } })
  const ticket = await again(world, { id: ticketId })
  expect(ticket).toMatchObject({ contact: { email: 'vera@named.test' } })
  expect(ticket.timeline).toContainEqual(
    expect.objectContaining({ who: 'Ana', what: expect.stringContaining('said that vera@named.test wrote it') }),
  )
})

test('a recovered answer joins the ticket in which its sender takes part', async () => {
  const headers = { 'Message-ID': '<first@joins.test>' }
  const ticket = await givenTicket(world, { from: 'vera@joins.test', subject: 'Joined', headers })
  const raw = `References: <first@joins.test>\r\n${nameless('Re: Joined')}`
  const params = { id: (await givenUnfiled('held', raw)).id }
  expect(await world.ana.call(recoverMail, { params, body: { from: 'vera@joins.test' } })).toEqual({
    ticketId: ticket.id,
  })
  expect((await again(world, ticket)).messageCount).toBe(2)
})

test('a rejected mail is recovered too, once', async () => {
  const { raw } = letter({
    from: 'vera@receipt.test',
    subject: 'Read: your answer',
    headers: { 'Content-Type': 'multipart/report; report-type=disposition-notification; boundary=b' },
    text: '--b\r\n\r\nRead.\r\n--b\r\nContent-Type: message/disposition-notification\r\n\r\nDisposition: displayed\r\n--b--',
  })
  const params = { id: (await givenUnfiled('rejected', raw, 'vera@receipt.test')).id }
  const { ticketId } = await world.ana.call(recoverMail, { params, body: {} })
  expect(await again(world, { id: ticketId })).toMatchObject({
    timeline: [{ isAutomatic: true }, { kind: 'change', who: 'Ana', what: 'recovered a mail' }],
  })
  expect((await world.ana.refused(recoverMail, { params, body: {} })).status).toBe(404)
})

test('a held mail that needs no ticket is set aside with a reason, and can still be recovered', async () => {
  const params = { id: (await givenUnfiled('held', nameless('Rubbish'))).id }
  await world.ana.call(rejectMail, { params, body: { reason: 'advertising' } })
  const { items } = await world.ana.call(listIncomingMails, { query: { outcome: 'rejected', limit: 200 } })
  expect(items.find((mail) => mail.id === params.id)).toMatchObject({ reason: 'Ana: advertising' })
  expect((await world.ana.refused(rejectMail, { params, body: { reason: 'twice' } })).status).toBe(404)
  await world.ana.call(recoverMail, { params, body: { from: 'vera@rubbish.test' } })
})
