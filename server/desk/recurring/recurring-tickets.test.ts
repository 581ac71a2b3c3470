import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import * as desk from '@bellwether/contract/desk.ts'
import { deactivatePerson, getMe } from '@bellwether/contract/people.ts'
import type { CallInput } from '@bellwether/contract/route.ts'
import type { Caller } from '../../testing/caller.ts'
import { startWorld, type World } from '../../testing/start-world.ts'
import { openRecurring } from './open-recurring.ts'

let world: World
let ben: Caller
let benId: string
beforeAll(async () => {
  world = await startWorld()
  ben = await world.person('Ben', { teams: ['support'] })
  benId = (await ben.call(getMe, {})).person.id
})
afterAll(() => world.stop())
afterEach(async () => {
  const { items } = await world.ana.call(desk.listRecurringTickets, {})
  for (const { id } of items) await world.ana.call(desk.deleteRecurringTicket, { params: { id } })
})

type Body = CallInput<typeof desk.addRecurringTicket>['body']
const hourly = (minutesAhead: number): Body['recurrence'] => {
  const at = new Date(world.clock.now().getTime() + minutesAhead * 60_000).toISOString()
  return { unit: 'day', every: 1, at: at.slice(11, 16), timeZone: 'UTC', startsOn: at.slice(0, 10) }
}
const add = (over: Partial<Body> = {}) =>
  world.ana.call(desk.addRecurringTicket, {
    body: { subject: 'Look at certificates', text: 'Which end?', recurrence: hourly(10), ...over },
  })
const opened = async (subject = 'Look at certificates') => {
  const where = JSON.stringify({ field: 'subject', op: '=', value: subject })
  return (await world.ana.call(desk.listTickets, { query: { view: 'open', where } })).items
}
const said = async (id: string) =>
  (await world.ana.call(desk.listTimeline, { params: { id }, query: {} })).items.flatMap((entry) =>
    entry.kind === 'change' ? entry.what : entry.kind === 'note' ? entry.text : [],
  )

describe('a recurring ticket', () => {
  test('opens at its time, for whoever made it, with what is done to it', async () => {
    const acts: Body['acts'] = [
      { kind: 'tag', add: ['certificates'] },
      { kind: 'prioritize', priority: 'high' },
      { kind: 'give', to: benId },
    ]
    const { id, nextAt, last } = await add({ subject: 'Weekly', acts })
    expect([nextAt?.slice(11, 16), last]).toEqual([hourly(10).at, null])
    await world.forward({ minutes: 9 })
    expect(await opened('Weekly')).toEqual([])
    await world.forward({ minutes: 2 })
    const [ticket] = await opened('Weekly')
    expect(ticket).toMatchObject({
      isOurs: true,
      customer: null,
      contact: { name: 'Ana', email: 'ana@staff.test' },
      owner: { name: 'Ben' },
      tags: ['certificates'],
      priority: 'high',
      clocks: [],
      waitingOn: { holder: 'support' },
    })
    expect(await said(ticket!.id)).toContain('Which end?')
    expect(world.mailbox.to('ana@staff.test').filter((mail) => mail.subject?.includes('Weekly'))).toEqual([])
    const [after] = (await world.ana.call(desk.listRecurringTickets, {})).items
    expect(after).toMatchObject({ id, last: { number: ticket!.number } })
    expect(Date.parse(after!.nextAt!) - Date.parse(nextAt!)).toBe(86_400_000)
  })

  test('waits for the one before, which says so; or does not', async () => {
    await add({ subject: 'Waits' })
    await add({ subject: 'Piles up', waitsForLast: false })
    await world.forward({ minutes: 11 })
    await world.forward({ minutes: 24 * 60 })
    const [[waits, ...others], piled] = [await opened('Waits'), await opened('Piles up')]
    expect([others, piled.length]).toEqual([[], 2])
    expect(await said(waits!.id)).toContain('was due to open this again: it is still open')
    const documentation = { outcome: 'not-needed' as const, url: null, reason: 'Done.' }
    await world.ana.call(desk.resolveTicket, { params: { id: waits!.id }, body: { documentation } })
    await world.forward({ minutes: 24 * 60 })
    expect(await opened('Waits')).toHaveLength(1)
  })

  test('opens one after a time in which nothing ran, also where two look at once', async () => {
    await add({ subject: 'Missed', waitsForLast: false })
    world.clock.advance(5 * 86_400_000)
    const job = world.app.contextFor('open-recurring')
    await Promise.all([openRecurring(job), openRecurring(job)])
    expect(await opened('Missed')).toHaveLength(1)
  })

  test('is off until it is on again, from then', async () => {
    const { id, ...rest } = await add({ subject: 'Off' })
    const { subject, text, recurrence, acts, waitsForLast } = rest
    const body = { subject, text, recurrence, acts, waitsForLast, isOn: false }
    expect((await world.ana.call(desk.changeRecurringTicket, { params: { id }, body })).nextAt).toBeNull()
    await world.forward({ minutes: 25 * 60 })
    await world.ana.call(desk.changeRecurringTicket, { params: { id }, body: { ...body, isOn: true } })
    await world.forward({ minutes: 1 })
    expect(await opened('Off')).toEqual([])
  })

  test('opens also where what comes with it cannot be done, and says why', async () => {
    const cleo = await world.person('Cleo', { teams: ['support'] })
    const { person } = await cleo.call(getMe, {})
    const acts: Body['acts'] = [
      { kind: 'give', to: person.id },
      { kind: 'tag', add: ['later'] },
    ]
    await add({ subject: 'Left', acts })
    await world.ana.call(deactivatePerson, { params: { id: person.id } })
    await world.forward({ minutes: 11 })
    const [ticket] = await opened('Left')
    expect(ticket).toMatchObject({ owner: null, tags: ['later'] })
    expect((await said(ticket!.id)).join()).toContain('could not do what comes with it')
  })

  test('is refused with people and fields that there are not, all at once', async () => {
    const body: Body = {
      subject: 'Wrong',
      text: 'Wrong',
      recurrence: hourly(10),
      acts: [
        { kind: 'give', to: '6fd7e3b6-9d2e-4b6a-8f4a-6e7a8c9d0e1f' },
        { kind: 'set-fields', values: { nothing: 'x' } },
      ],
    }
    const { problem } = await world.ana.refused(desk.addRecurringTicket, { body })
    expect(problem.errors?.map(({ pointer }) => pointer)).toEqual(['/acts/0', '/acts/1/values/nothing'])
    expect((await ben.refused(desk.addRecurringTicket, { body: { ...body, acts: [] } })).status).toBe(403)
  })
})
