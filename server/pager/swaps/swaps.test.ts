import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import * as pager from '@bellwether/contract/pager.ts'
import { createToken, deactivatePerson } from '@bellwether/contract/people.ts'
import { type Caller, callerFor } from '../../testing/caller.ts'
import { startWorld, type World } from '../../testing/start-world.ts'
import { type GivenTeam, hoursOf, layerOf } from '../pager.builders.ts'
import { endDueSwaps } from '../pager.ts'
import { swapBuilders } from './swap.builders.ts'

let world: World
beforeAll(async () => {
  world = await startWorld({ startsAt: '2026-01-16T18:30:00.000Z' })
})
afterAll(() => world.stop())
// More people sign in here than may within a minute.
beforeEach(() => world.sql('delete from platform.attempts'))

const { givenTeam, add, subjects, hoursAhead, givenRota, ask, take, on } = swapBuilders(() => world)
const textsTo = (team: GivenTeam, n: number): string[] => world.mailbox.to(team.mail(n)).map((one) => one.text ?? '')

describe('cover that is asked for', () => {
  test('is taken: overrides say who is on, both read of it, and the audit keeps it', async () => {
    const { team, people, rota } = await givenRota()
    const [a, b, c] = people
    const span = hoursAhead(2, 5)
    const swap = await ask(a, { rota, ...span, note: 'A concert' })
    expect(swap).toMatchObject({ state: 'open', to: null, isTheirs: true, may: { take: false, withdraw: true } })
    await world.settle()
    expect(subjects(team.mail(1))).toEqual([`${swap.person.name} asks for cover`])
    // Who is on the team takes it as well, though they have no turns.
    const taken = await c.call(pager.takeSwap, take(swap.id))
    expect(taken).toMatchObject({ state: 'taken', takenBy: { id: c.id }, may: { take: false, withdraw: false } })
    expect(await on(rota, span)).toEqual([taken.takenBy?.name])
    const { overrides } = await b.call(pager.listShifts, { params: { id: rota } })
    expect(overrides).toMatchObject([{ ...span, person: { id: c.id }, by: { id: c.id }, note: '' }])
    await world.settle()
    const subject = `${taken.takenBy?.name} takes a shift of ${taken.person.name}`
    expect([subjects(team.mail(0)), subjects(team.mail(2))]).toEqual([[subject], [subject]])
    expect(textsTo(team, 2)[0]).toMatch(/You take this shift.*\n\n {2}2026-01-16 20:30 to 2026-01-16 23:30 \(UTC\)/)
    const audited = await world.sql(
      `select action from platform.audit_entries where about_id = '${rota}' and action like '%swap%' or about_id = '${rota}' and action like '%cover%' order by id`,
    )
    expect(audited).toEqual([{ action: 'pager.ask-for-cover' }, { action: 'pager.take-swap' }])
  })

  test('in return for a shift of theirs: both are on for each other, at once', async () => {
    const { people, rota } = await givenRota()
    const [a, b] = people
    const [mine, theirs] = [hoursAhead(3, 27), hoursAhead(24 * 4, 24 * 5)]
    const swap = await a.call(pager.askForCover, { body: { rota, ...mine, to: b.id, inReturn: theirs } })
    expect(swap).toMatchObject({ to: { id: b.id }, inReturn: theirs })
    expect(await on(rota, mine)).toEqual([swap.person.name])
    await b.call(pager.takeSwap, take(swap.id))
    expect([await on(rota, mine), await on(rota, theirs)]).toEqual([[swap.to?.name], [swap.person.name]])
  })

  test('is asked for what is one’s own, ahead, on whole minutes, and once', async () => {
    const { people, rota } = await givenRota()
    const [a, b, c] = people
    const refusal = async (who: Caller, body: object) => {
      const { status, problem } = await who.refused(pager.askForCover, {
        body: { rota, ...hoursAhead(2, 5), ...body },
      })
      return [status, problem.errors?.[0]?.pointer]
    }
    expect(await refusal(b, {})).toEqual([403, undefined])
    expect(await refusal(a, { startsAt: '2026-01-16T21:00:30Z' })).toEqual([400, '/startsAt'])
    expect(await refusal(a, hoursAhead(-1, 5))).toEqual([400, '/startsAt'])
    expect(await refusal(a, hoursAhead(2, 24 * 5))).toEqual([400, '/startsAt'])
    expect(await refusal(a, { to: a.id })).toEqual([400, '/to'])
    expect(await refusal(a, { to: world.ana.id || (await world.person('Far', { teams: [] })).id })).toEqual([
      400,
      '/to',
    ])
    expect(await refusal(a, { inReturn: hoursAhead(100, 101) })).toEqual([400, '/to'])
    expect(await refusal(a, { to: c.id, inReturn: hoursAhead(100, 101) })).toEqual([400, '/inReturn/startsAt'])
    await ask(a, { rota, ...hoursAhead(2, 5) })
    expect(await refusal(a, hoursAhead(4, 6))).toEqual([409, undefined])
    await ask(a, { rota, ...hoursAhead(5, 6) })
    // Whoever changes rotas asks in the name of whoever has it.
    const asked = await ask(world.ana, { rota, ...hoursAhead(10, 11) })
    expect([asked.person.id, asked.may.take]).toEqual([a.id, false])
  })

  test('ends at the hand-over, and no minute later', async () => {
    const { people, rota } = await givenRota()
    const [a] = people
    const startsAt = '2026-01-19T07:00:00.000Z'
    const beyond = { rota, startsAt, endsAt: '2026-01-19T08:01:00.000Z', note: '' }
    expect((await a.refused(pager.askForCover, { body: beyond })).status).toBe(400)
    expect(await ask(a, { ...beyond, endsAt: '2026-01-19T08:00:00.000Z' })).toMatchObject({ state: 'open' })
  })

  test('for the whole week in which the clocks change', async () => {
    const { people, rota } = await givenRota()
    const [, b, c] = people
    // Monday to Monday 09:00 in Paris: 167 hours.
    const week = { startsAt: '2026-03-23T08:00:00.000Z', endsAt: '2026-03-30T07:00:00.000Z' }
    const holder = await on(rota, week)
    const who = (
      await world.ana.call(pager.listShifts, { params: { id: rota }, query: { from: week.startsAt, to: week.endsAt } })
    ).shifts[0]
    const asker = people.find(({ id }) => id === who?.person.id) ?? b
    const swap = await ask(asker, { rota, ...week })
    await c.call(pager.takeSwap, take(swap.id))
    expect(await on(rota, week)).not.toEqual(holder)
    expect(await on(rota, week)).toHaveLength(1)
  })
})

describe('nobody', () => {
  test('withdraws or declines what is not theirs; strangers and those who are not asked do not take it', async () => {
    const { people, rota } = await givenRota()
    const [a, b, c] = people
    const stranger = await world.person('Stray', { teams: [] })
    const open = await ask(a, { rota, ...hoursAhead(2, 3) })
    const named = await ask(a, { rota, ...hoursAhead(3, 4), to: b.id })
    const status = async (who: Caller, route: typeof pager.takeSwap, id: string) =>
      (await who.refused(route, take(id))).status
    expect(await status(a, pager.takeSwap, open.id)).toBe(403)
    expect(await status(stranger, pager.takeSwap, open.id)).toBe(403)
    expect(await status(c, pager.takeSwap, named.id)).toBe(403)
    const refusals = [
      await c.refused(pager.withdrawSwap, { params: { id: open.id } }),
      await b.refused(pager.withdrawSwap, { params: { id: named.id } }),
      await c.refused(pager.declineSwap, { params: { id: named.id } }),
      await a.refused(pager.declineSwap, { params: { id: named.id } }),
    ]
    expect(refusals.map((one) => one.status)).toEqual([403, 403, 403, 403])
    expect(await a.call(pager.withdrawSwap, { params: { id: open.id } })).toMatchObject({ state: 'withdrawn' })
    expect(await b.call(pager.declineSwap, { params: { id: named.id } })).toMatchObject({ state: 'declined' })
    expect(await status(c, pager.takeSwap, open.id)).toBe(409)
    expect((await b.refused(pager.takeSwap, take(named.id))).problem.detail).toBe('Whoever was asked has declined.')
    const gone = '6fd7e3b6-9d2e-4b6a-8f4a-6e7a8c9d0e1f'
    expect(await status(a, pager.takeSwap, gone)).toBe(404)
  })

  test('is put on by a program that acts for nobody', async () => {
    const { people, rota } = await givenRota()
    const swap = await ask(people[0], { rota, ...hoursAhead(2, 3) })
    const body = { name: 'swaps', permissions: ['pager.acknowledge' as const, 'pager.read' as const] }
    const { token } = await world.ana.call(createToken, { body })
    const program = callerFor(() => world.app.url, token)
    expect((await program.refused(pager.takeSwap, take(swap.id))).problem.detail).toBe('Only a person takes a shift.')
  })

  test('takes what moved meanwhile: somebody else is on then', async () => {
    const { people, rota } = await givenRota()
    const [a, b, c] = people
    const swap = await ask(a, { rota, ...hoursAhead(2, 6) })
    await world.ana.call(pager.addOverrides, {
      params: { id: rota },
      body: { person: b.id, spans: [hoursAhead(5, 6)] },
    })
    const { status, problem } = await c.refused(pager.takeSwap, take(swap.id, true))
    expect([status, problem.type]).toEqual([409, '/problems/conflict'])
    expect(problem.detail).toMatch(/^The shift moved since it was asked for/)
    const { items } = await c.call(pager.listSwaps, { query: { rota } })
    expect(items).toMatchObject([{ state: 'open', isTheirs: false, may: { take: false } }])
  })

  test('has two calls at once unless they say so: another paging rota, or leave', async () => {
    const { team, people, rota } = await givenRota()
    const [a, b] = people
    await add(team, 'Nights', b)
    const swap = await ask(a, { rota, ...hoursAhead(2, 6) })
    const day = (await b.call(pager.listSwaps, { query: { rota } })).items[0]?.startsAt.slice(0, 10) ?? ''
    await b.call(pager.addLeave, { body: { firstOn: day, lastOn: day } })
    const { status, problem } = await b.refused(pager.takeSwap, take(swap.id))
    expect([status, problem.type]).toEqual([409, '/problems/not-free'])
    expect(problem.detail).toMatch(/^You are on call for "Nights" of .* then, from .* You are away then\.$/)
    expect(await b.call(pager.takeSwap, take(swap.id, true))).toMatchObject({ state: 'taken' })
  })

  test('is on twice by work that pages nobody', async () => {
    const { team, people, rota } = await givenRota()
    const [a, b] = people
    const body = { team: team.slug, work: 'tickets', name: 'Tickets', layers: [layerOf(b)] }
    await world.ana.call(pager.addRota, { body })
    const swap = await ask(a, { rota, ...hoursAhead(2, 6) })
    expect(await b.call(pager.takeSwap, take(swap.id))).toMatchObject({ state: 'taken' })
  })
})

describe('what nobody takes', () => {
  test('is past due when it begins, and whoever asked reads that it is still theirs', async () => {
    const { team, people, rota } = await givenRota()
    const [a, b] = people
    const span = hoursAhead(1, 2)
    const swap = await ask(a, { rota, ...span, to: b.id })
    // At the very instant, before anything has looked at it.
    world.clock.advance(Date.parse(span.startsAt) - world.clock.now().getTime())
    const state = async () =>
      (await a.call(pager.listSwaps, { query: { rota, state: 'past-due' } })).items.map(({ id }) => id)
    expect(await state()).toEqual([swap.id])
    const { status, problem } = await b.refused(pager.takeSwap, take(swap.id))
    expect([status, problem.detail]).toEqual([409, expect.stringMatching(/^It has begun/)])
    await world.forward({ seconds: 10 })
    expect(await state()).toEqual([swap.id])
    expect(subjects(team.mail(0))).toEqual(['Nobody took your shift'])
    await world.forward({ seconds: 10 })
    expect(subjects(team.mail(0))).toHaveLength(1)
  })

  test('of which a part was overridden is told of what is left, once though two look', async () => {
    const { team, people, rota } = await givenRota()
    const [a, b] = people
    const whole = hoursAhead(1, 6)
    await ask(a, { rota, ...whole })
    const gone = hoursAhead(2, 3)
    const body = { person: b.id, spans: [gone] }
    await world.ana.call(pager.addOverrides, { params: { id: rota }, body })
    world.clock.advance(Date.parse(whole.startsAt) - world.clock.now().getTime())
    await Promise.all([1, 2, 3].map(() => endDueSwaps(world.app.contextFor('pager.end-due-swaps'))))
    await world.settle()
    const told = world.mailbox.to(team.mail(0)).filter(({ subject }) => subject === 'Nobody took your shift')
    expect(told).toHaveLength(1)
    const clock = (at: string) => at.slice(0, 16).replace('T', ' ')
    for (const [from, until] of [
      [whole.startsAt, gone.startsAt],
      [gone.endsAt, whole.endsAt],
    ] as const)
      expect(told[0]?.text).toContain(`${clock(from)} to ${clock(until)}`)
  })

  test('ends with whoever asked, or was asked, when they leave', async () => {
    const { team, people, rota } = await givenRota(3, 3)
    const [a, b, c] = people
    const mine = await ask(a, { rota, ...hoursAhead(2, 3), to: b.id, note: 'To the doctor' })
    const soon = { startsAt: '2026-01-26T10:00:00.000Z', endsAt: '2026-01-26T12:00:00.000Z' }
    const [shift] = (
      await c.call(pager.listShifts, { params: { id: rota }, query: { from: soon.startsAt, to: soon.endsAt } })
    ).shifts
    const theirs = shift?.person.id === c.id ? await ask(c, { rota, ...soon, to: a.id }) : undefined
    await world.ana.call(deactivatePerson, { params: { id: a.id } })
    await world.forward({ seconds: 5 })
    const { items } = await c.call(pager.listSwaps, { query: { rota } })
    expect(items.find(({ id }) => id === mine.id)).toMatchObject({ state: 'withdrawn', note: '' })
    expect(items.find(({ id }) => id === theirs?.id)).toMatchObject({ state: 'declined' })
    expect(subjects(team.mail(2))).toContain(`${theirs?.to?.name} does not take your shift`)
    expect(await world.sql(`select 1 from pager.swaps where person_id = '${a.id}' and note <> ''`)).toEqual([])
  })

  test('is gone with its rota', async () => {
    const { people, rota } = await givenRota()
    const swap = await ask(people[0], { rota, ...hoursAhead(2, 3) })
    await world.ana.call(pager.removeRota, { params: { id: rota } })
    expect((await people[1].call(pager.listSwaps, { query: { rota } })).items).toEqual([])
    expect((await people[1].refused(pager.takeSwap, take(swap.id))).status).toBe(404)
  })
})

test('a part of a shift within its hours is asked for, not the closed hours between', async () => {
  const team = await givenTeam(2)
  const [a, b] = team.people as [Caller, Caller]
  const layer = { ...layerOf(a), hours: [hoursOf('09:00', '17:00', 0)] }
  const { id } = await world.ana.call(pager.addRota, { body: { team: team.slug, name: 'Hours', layers: [layer] } })
  const open = { startsAt: '2026-02-03T08:00:00.000Z', endsAt: '2026-02-03T16:00:00.000Z' }
  const refused = { rota: id, ...open, endsAt: '2026-02-04T16:00:00.000Z' }
  expect((await a.refused(pager.askForCover, { body: refused })).status).toBe(400)
  const swap = await ask(a, { rota: id, ...open })
  await b.call(pager.takeSwap, take(swap.id))
  expect(await on(id, open)).toEqual([expect.stringMatching(/^P1of/)])
})
