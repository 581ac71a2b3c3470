import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openRawMessage, replyToTicket } from '@bellwether/contract/desk.ts'
import { listIncomingMails, openRawMail } from '@bellwether/contract/mail.ts'
import { createToken } from '@bellwether/contract/people.ts'
import { urlOf } from '@bellwether/contract/url-of.ts'
import { callerFor } from '../testing/caller.ts'
import { letter } from '../testing/letter.ts'
import { startWorld, supportAddress, type World } from '../testing/start-world.ts'
import { again, givenTicket, type WholeTicket } from './desk.builders.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

const messagesOf = (ticket: WholeTicket) => ticket.timeline.filter((entry) => entry.kind === 'message')

async function mailed(subject: string) {
  const mail = {
    from: 'vera@acme.test',
    subject,
    text: '<script>alert(1)</script>',
    headers: { 'Message-ID': `<${randomUUID()}@acme.test>` },
  }
  const ticket = await givenTicket(world, mail)
  return { ticket, message: messagesOf(ticket)[0]!, raw: letter(mail).raw }
}

async function programWith(permission: 'desk.read' | 'mail.read') {
  const { token } = await world.ana.call(createToken, { body: { name: permission, permissions: [permission] } })
  return callerFor(() => world.app.url, token)
}

test('whoever reads the ticket opens its mails as they came, without the right of the mail', async () => {
  const { message, raw } = await mailed('Raw')
  const response = await (await programWith('desk.read')).raw(message.rawPath ?? '')
  expect(await response.text()).toContain(raw.trimEnd())
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'message/rfc822',
    'content-disposition': expect.stringMatching(/^attachment; filename=mail-[0-9a-f-]{36}\.eml$/) as string,
    'content-security-policy': "sandbox; default-src 'none'",
    'x-content-type-options': 'nosniff',
    'cache-control': 'private',
  })
})

test('who may not read the ticket, and who comes through another one, opens none', async () => {
  const { message, ticket } = await mailed('Mine')
  const other = await mailed('Another')
  expect((await world.nobody.raw(message.rawPath ?? '')).status).toBe(401)
  expect((await (await programWith('mail.read')).raw(message.rawPath ?? '')).status).toBe(403)
  for (const messageId of [other.message.id, randomUUID()]) {
    const { status } = await world.ana.refused(openRawMessage, { params: { id: ticket.id, messageId } })
    expect(status).toBe(404)
  }
})

test('what we wrote did not come by mail: it has no raw mail, and says so', async () => {
  const { ticket } = await mailed('Answered')
  const body = { text: 'So it is.', seenMessageId: ticket.newestMessageId }
  await world.ana.call(replyToTicket, { params: { id: ticket.id }, body })
  const reply = messagesOf(await again(world, ticket)).find((one) => one.direction === 'out')
  expect(reply?.rawPath).toBeNull()
  const { status } = await world.ana.refused(openRawMessage, { params: { id: ticket.id, messageId: reply!.id } })
  expect(status).toBe(404)
})

test('a held mail opens for whoever may read the mail, and for nobody else', async () => {
  const raw = 'Subject: no sender\r\n\r\nHello'
  await world.deliver(raw, { from: '', to: [supportAddress] })
  await world.settle()
  const held = await world.ana.call(listIncomingMails, { query: { outcome: 'held' } })
  const params = { id: held.items[0]!.id }
  const path = urlOf(openRawMail, { params })
  const response = await (await programWith('mail.read')).raw(path)
  expect(await response.text()).toContain(raw)
  expect(response.headers.get('content-type')).toBe('message/rfc822')
  expect((await (await programWith('desk.read')).raw(path)).status).toBe(403)
  expect((await world.nobody.raw(path)).status).toBe(401)
  expect((await world.ana.refused(openRawMail, { params: { id: randomUUID() } })).status).toBe(404)
})
