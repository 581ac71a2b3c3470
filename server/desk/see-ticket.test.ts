import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as desk from '@bellwether/contract/desk.ts'
import type { ProblemDetails } from '@bellwether/contract/problem.ts'
import { urlOf } from '@bellwether/contract/url-of.ts'
import type { Actor } from '../platform/context.ts'
import { mountRoutes } from '../platform/http/mount-routes.ts'
import { openHttp } from '../platform/http/open-http.ts'
import { asPart } from '../platform/permissions.ts'
import { startWorld, type World } from '../testing/start-world.ts'
import { deskRoutes } from './desk.routes.ts'
import { givenCustomer, givenTicket, type WholeTicket } from './desk.builders.ts'

/* The routes of tickets as a contact would have them, who may call them and sees their own tickets alone. */
let world: World
let portal: FastifyInstance
let vera: Actor
let own: WholeTicket
let other: WholeTicket
beforeAll(async () => {
  world = await startWorld()
  const customer = await givenCustomer(world, 'acme', {
    contacts: [
      { name: 'Vera', email: 'vera@acme.test' },
      { name: 'Walt', email: 'walt@acme.test' },
    ],
  })
  vera = { kind: 'contact', contactId: randomUUID(), customerId: customer.id, name: 'Vera', email: 'vera@acme.test' }
  own = await givenTicket(world, { from: 'vera@acme.test', subject: 'Mine' })
  other = await givenTicket(world, { from: 'walt@acme.test', subject: 'Theirs' })
  const ctx = world.app.contextFor('test')
  portal = await openHttp(ctx.log, {})
  mountRoutes(portal, deskRoutes, {
    identify: async () => vera,
    contextFor: (actor, requestId) => asPart({ ...ctx, actor, requestId }),
  })
})
afterAll(async () => {
  await portal.close()
  await world.stop()
})

async function ask(url: string): Promise<{ status: number; body: unknown }> {
  const answer = await portal.inject({ url })
  const { instance: _, ...body } = answer.json<ProblemDetails>()
  return { status: answer.statusCode, body }
}

const messageOf = (ticket: WholeTicket): string => ticket.timeline.find((one) => one.kind === 'message')?.id ?? ''
const ways: [string, (ticket: { id: string }) => string][] = [
  ['the ticket', ({ id }) => urlOf(desk.getTicket, { params: { id } })],
  ['its attachments', ({ id }) => urlOf(desk.openAttachment, { params: { id, attachmentId: randomUUID() } })],
  ['its mails', ({ id }) => urlOf(desk.openRawMessage, { params: { id, messageId: messageOf(other) } })],
]

describe.each(ways)('what may not be seen answers as what does not exist: %s', (_, urlFor) => {
  test('by its id', async () => {
    const [unseen, missing] = [await ask(urlFor(other)), await ask(urlFor({ id: randomUUID() }))]
    expect(unseen).toEqual(missing)
    expect(unseen).toMatchObject({ status: 404, body: { type: '/problems/not-found' } })
  })

  test('by its number', async () => {
    const numbered = ({ number }: { number: number }): string => urlFor({ id: String(number) })
    expect(await ask(numbered(other))).toEqual(await ask(numbered({ number: 987_654 })))
  })
})

test('what may be seen is', async () => {
  expect(await ask(ways[0]![1](own))).toMatchObject({ status: 200, body: { subject: 'Mine' } })
})
