import { afterAll, beforeAll, expect, test } from 'vitest'
import * as desk from '@bellwether/contract/desk.ts'
import type { Caller } from '../../testing/caller.ts'
import { startWorld, type World } from '../../testing/start-world.ts'
import { givenTicket } from '../desk.builders.ts'

let world: World
let ben: Caller
beforeAll(async () => {
  world = await startWorld()
  ben = await world.person('Ben', { teams: ['support'] })
})
afterAll(() => world.stop())

const keep = (ticketId: string, text: string, kind: 'reply' | 'note' = 'reply') =>
  world.ana.call(desk.keepDraft, { params: { ticketId, kind }, body: { text } })
const begun = async (who = world.ana) =>
  (await who.call(desk.listBegun, {})).items.map(({ ticket, kind, beginning }) => [ticket.subject, kind, beginning])

test('what somebody has begun on any ticket is listed for them alone, the newest first, until it is sent or emptied', async () => {
  const one = await givenTicket(world, { from: 'vera@acme.test', subject: 'One' })
  const other = await givenTicket(world, { from: 'vera@acme.test', subject: 'Other' })
  await keep(one.id, `Dear Vera, ${'a'.repeat(300)}`)
  world.clock.advance(1000)
  await keep(other.id, 'Look at this.', 'note')
  expect(await begun()).toEqual([
    ['Other', 'note', 'Look at this.'],
    ['One', 'reply', `Dear Vera, ${'a'.repeat(189)}`],
  ])
  expect(await begun(ben)).toEqual([])
  await keep(other.id, ' ', 'note')
  const body = { text: 'Dear Vera.', seenMessageId: one.newestMessageId }
  await world.ana.call(desk.replyToTicket, { params: { id: one.id }, body })
  expect(await begun()).toEqual([])
})
