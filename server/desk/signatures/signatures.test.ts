import { afterAll, beforeAll, expect, test } from 'vitest'
import * as desk from '@bellwether/contract/desk.ts'
import { createToken, deactivatePerson, getMe } from '@bellwether/contract/people.ts'
import { type Caller, callerFor } from '../../testing/caller.ts'
import { startWorld, type World } from '../../testing/start-world.ts'
import { givenTicket } from '../desk.builders.ts'

let world: World
let ben: Caller
beforeAll(async () => {
  world = await startWorld()
  ben = await world.person('Ben', { teams: ['support'] })
})
afterAll(() => world.stop())

const signature = 'Ana\nAcme support'
const mailsTo = (address: string): string[] => world.mailbox.to(address).map(({ raw }) => raw)

test('everybody has that of the desk until they make their own; an empty one is one, too', async () => {
  await world.ana.call(desk.setDeskSignature, { body: { text: '{my name}, Acme' } })
  expect(await ben.call(desk.getSignatures, {})).toEqual({ own: null, ofDesk: '{my name}, Acme' })
  expect(await ben.call(desk.setSignature, { body: { text: '' } })).toEqual({ own: '', ofDesk: '{my name}, Acme' })
  expect(await world.ana.call(desk.getSignatures, {})).toEqual({ own: null, ofDesk: '{my name}, Acme' })
  expect((await ben.call(desk.setSignature, { body: { text: null } })).own).toBeNull()
})

test('a blank that nobody would fill in is refused before it reaches a customer', async () => {
  const refused = world.ana.call(desk.setSignature, { body: { text: '{My name}, {site}' } })
  await expect(refused).rejects.toThrow('Only {my name} is filled in here')
})

test('who may not configure the desk does not change that of everybody; a program for nobody has none', async () => {
  const refused = ben.call(desk.setDeskSignature, { body: { text: 'Mine' } })
  await expect(refused).rejects.toThrow('desk.configure')
  const { token } = await world.ana.call(createToken, {
    body: { name: 'Importer', permissions: ['desk.read', 'desk.write'] },
  })
  const program = callerFor(() => world.app.url, token)
  expect((await program.call(desk.getSignatures, {})).own).toBeNull()
})

test('it stands below the mail, and a ticket shows what was said without it', async () => {
  const ticket = await givenTicket(world, { from: 'vera@signed.test', subject: 'Signed' })
  const body = { text: 'It is mended.', signature, seenMessageId: ticket.newestMessageId }
  await world.ana.call(desk.replyToTicket, { params: { id: ticket.id }, body })
  await world.settle()
  expect(mailsTo('vera@signed.test').some((raw) => /It is mended\.\r\n\r\n-- \r\nAna\r\nAcme support/.test(raw))).toBe(
    true,
  )
  const { items } = await world.ana.call(desk.listTimeline, { params: { id: ticket.id }, query: { limit: '50' } })
  const [sent] = items.filter((one) => one.kind === 'message' && one.direction === 'out')
  expect(sent).toMatchObject({ text: 'It is mended.', fullText: `It is mended.\n\n-- \n${signature}` })
})

test('it waits with a reply that goes out later, and whoever takes it back writes on without it', async () => {
  const ticket = await givenTicket(world, { from: 'vera@later-signed.test', subject: 'Later signed' })
  const sendAt = new Date(world.clock.now().getTime() + 10_000).toISOString()
  const body = { text: 'It is mended.', signature, seenMessageId: ticket.newestMessageId, sendAt }
  const held = await world.ana.call(desk.replyToTicket, { params: { id: ticket.id }, body })
  expect(held.unsent[0]?.text).toBe('It is mended.')
  await world.forward({ seconds: 11 })
  await world.settle()
  expect(mailsTo('vera@later-signed.test').some((raw) => raw.includes('Acme support'))).toBe(true)
})

test('it goes when its person does', async () => {
  const zoe = await world.person('Zoe', { teams: ['support'] })
  await zoe.call(desk.setSignature, { body: { text: 'Zoe of Acme' } })
  const kept = () => world.sql(`select text from desk.signatures where text = 'Zoe of Acme'`)
  expect(await kept()).toHaveLength(1)
  await world.ana.call(deactivatePerson, { params: { id: (await zoe.call(getMe, {})).person.id } })
  await world.settle()
  expect(await kept()).toEqual([])
})
