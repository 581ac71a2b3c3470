import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as desk from '@bellwether/contract/desk.ts'
import { calendarOf, workdays } from '../../platform/calendar/calendar.builders.ts'
import { startWorld, type World } from '../../testing/start-world.ts'
import { again, givenCustomer, givenTicket } from '../desk.builders.ts'

let world: World
let count = 0
beforeAll(async () => {
  // A Friday, at four.
  world = await startWorld()
})
afterAll(() => world.stop())

const aWeek = (holidays: string[]) => calendarOf('UTC', workdays('09:00-17:00'), holidays)

/** The targets of everybody: two hours of this calendar. */
async function countIn(calendarId: string): Promise<void> {
  const { version: basedOn } = await world.ana.call(desk.getResponsePolicy, {})
  const of = { firstMinutes: 120, nextMinutes: 120, resolutionMinutes: null, calendarId }
  const both = { usual: of, urgent: of }
  await world.ana.call(desk.setResponsePolicy, { body: { basedOn, targets: { free: both, pro: both, premium: both } } })
}

async function ask() {
  const key = `recounted-${(count += 1)}`
  await givenCustomer(world, key)
  return givenTicket(world, { from: `vera@${key}.test`, subject: `Question ${key}.` })
}

describe('a change for clocks that run', () => {
  const change = async (id: string, holidays: string[]) => {
    const { version: basedOn, name } = await world.ana.call(desk.getCalendar, { params: { id } })
    const body = { basedOn, name, calendar: aWeek(holidays), isForRunning: true }
    const changed = await world.ana.call(desk.changeCalendar, { params: { id }, body })
    await world.settle()
    return changed
  }

  test('counts them anew in the hours that hold, takes back a breach that was none, and says how far it is', async () => {
    const { id } = await world.ana.call(desk.addCalendar, { body: { name: 'Office', calendar: aWeek([]) } })
    await countIn(id)
    const [ran, answered] = [await ask(), await ask()]
    const body = { text: 'Here.', seenMessageId: answered.newestMessageId }
    await world.ana.call(desk.replyToTicket, { params: { id: answered.id }, body })
    expect(ran.nextDueAt).toBe('2026-01-19T10:00:00.000Z')
    // Monday, eleven o'clock: it is late, until somebody remembers that Monday was a holiday.
    world.clock.advance(new Date('2026-01-19T11:00:00.000Z').getTime() - world.clock.now().getTime())
    await world.forward({ minutes: 0 })
    expect((await again(world, ran)).clocks[0]?.breachedAt).toBe('2026-01-19T10:00:00.000Z')

    const changed = await change(id, ['2026-01-19'])
    expect(changed.recount).toMatchObject({ total: 1, done: 0, finishedAt: null })
    const after = await again(world, ran)
    expect(after).toMatchObject({ nextDueAt: '2026-01-20T10:00:00.000Z', clocks: [{ breachedAt: null }] })
    expect((await world.ana.call(desk.getCalendar, { params: { id } })).recount).toMatchObject({ total: 1, done: 1 })
    expect((await again(world, answered)).clocks).toEqual([])

    await world.forward({ minutes: 24 * 60 })
    expect((await again(world, ran)).clocks[0]?.breachedAt).toBe('2026-01-20T10:00:00.000Z')
    // Late all the same by hours that are later still: since another instant.
    await change(id, ['2026-01-19', '2026-01-20'])
    expect((await again(world, ran)).clocks[0]).toMatchObject({ dueAt: '2026-01-21T10:00:00.000Z', breachedAt: null })
  })
})
