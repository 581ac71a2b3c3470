import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as pager from '@bellwether/contract/pager.ts'
import { seededRandom } from '../demo/world/seeded-random.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import type { Caller } from '../testing/caller.ts'
import { startWorld, type World } from '../testing/start-world.ts'
import { escalatePages, pageTeam } from './pager.ts'

/*
 * The clock of a machine is set an hour forward or back while pages are open, as by a wrong time server or a restored
 * snapshot: every step of the policy is taken, in its order, once.
 */
let world: World
let teams = 0
beforeAll(async () => {
  world = await startWorld({ startsAt: '2026-01-16T18:30:00.000Z' })
})
afterAll(() => world.stop())

const minute = 60_000
const minutesOfStep = 5
const repeats = 1

/** A team whose policy reaches one of its people after the other, twice. */
async function givenTeam(): Promise<{ id: string; people: readonly Caller[] }> {
  const slug = `stepped-${(teams += 1)}`
  const id = await world.team(slug)
  const people: Caller[] = []
  for (let n = 0; n < 3; n += 1) people.push(await world.person(`S${n}of${teams}`, { teams: [slug] }))
  const steps = people.map((one) => ({
    minutes: minutesOfStep,
    targets: [{ kind: 'person' as const, person: one.id }],
  }))
  const policy = { steps, repeats, againMinutes: 1440, acknowledgementMinutes: null }
  await world.ana.call(pager.setPolicy, { params: { team: slug }, body: { policy } })
  return { id, people }
}

const page = (teamId: string): Promise<string> =>
  inTransaction(world.app.contextFor('test'), (ctx) =>
    pageTeam(ctx, { teamId, title: 'Fire', body: 'Look.', about: { module: 'test', id: teamId, path: '/x' } }),
  )
const pageNow = (id: string): Promise<pager.Page> => world.ana.call(pager.getPage, { params: { id } })
const look = (): Promise<void> => escalatePages(world.app.contextFor('pager.escalate-pages'))

/** Whom it was sent to, in order, before everything was tried. */
const reached = ({ notifications }: pager.Page, people: readonly Caller[]): number[] =>
  notifications.map(({ person }) => people.findIndex(({ id }) => id === person.id)).filter((position) => position >= 0)

const countOf = ({ entries }: pager.Page, kind: string): number => entries.filter((one) => one.kind === kind).length

/** The clock is set an hour forward or back, and goes on for some minutes, in which the loop looks. */
async function stepClock(step: number, minutes: number): Promise<void> {
  world.clock.advance(step * 60 * minute)
  for (let n = 0; n < minutes; n += 1) {
    // Two processes at once, of which one has not noticed yet that it lost its lease.
    await Promise.all([look(), look()])
    world.clock.advance(minute)
  }
}

describe('while the clock is set an hour forward and back', () => {
  test.each([1, 2, 3, 4, 5, 6])('each step is taken once and in its order (seed %i)', async (seed) => {
    const random = seededRandom(seed)
    const { id: teamId, people } = await givenTeam()
    const id = await page(teamId)
    const whole = Array.from({ length: people.length * (repeats + 1) }, (_, n) => n % people.length)
    for (let n = 0; n < 8; n += 1) {
      await stepClock(random.below(3) - 1, 1 + random.below(7))
      const now = await pageNow(id)
      // What was taken is the beginning of what there is to take; what follows has reached everybody.
      const taken = reached(now, people)
      expect(taken.slice(0, whole.length)).toEqual(whole.slice(0, taken.length))
    }
    // However it was set: when as much time has passed as it was set back, and the policy takes, everything was tried.
    for (let n = 0; n < 14; n += 1) await stepClock(1, 1)
    const end = await pageNow(id)
    expect(reached(end, people).slice(0, whole.length)).toEqual(whole)
    expect(countOf(end, 'exhausted')).toBe(1)
    expect(countOf(end, 'step')).toBe(whole.length + 1)
  })

  test('set back, no step comes later than the policy says', async () => {
    const { id: teamId, people } = await givenTeam()
    const id = await page(teamId)
    await stepClock(0, 1)
    await stepClock(-1, minutesOfStep + 1)
    expect(reached(await pageNow(id), people)).toEqual([0, 1])
  })

  test('a page that is acknowledged stays so, and one that is open wakes nobody twice at once', async () => {
    const [one, other] = [await givenTeam(), await givenTeam()]
    const [answered, open] = [await page(one.id), await page(other.id)]
    await one.people[0]!.call(pager.acknowledgePage, { params: { id: answered } })
    // Each step forward takes one step of the policy early, as after an hour in which nobody looked.
    for (const step of [1, -1, -1, 1]) await stepClock(step, 2)
    expect(reached(await pageNow(answered), one.people)).toEqual([0])
    const { notifications } = await pageNow(open)
    const keys = notifications.map(({ person, method }) => `${person.id} ${method.kind}`)
    expect(new Set(keys).size).toBe(keys.length)
  })
})

test('what was queued before the clock of the records was set back an hour is sent at once', async () => {
  const { id: teamId } = await givenTeam()
  await world.app.contextFor('test').jobs.boss.offWork('mail.send-page')
  await page(teamId)
  const later = await world.sql(
    `update pgboss.job set start_after = now() + interval '1 hour' where state = 'created' and name = 'mail.send-page' returning id`,
  )
  expect(later).not.toEqual([])
  await world.restart()
  await world.forward({ seconds: 10 })
  await world.settle()
  expect(world.mailbox.to(`s0of${teams}@staff.test`)).toHaveLength(1)
})
