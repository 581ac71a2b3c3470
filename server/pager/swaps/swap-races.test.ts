import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import * as pager from '@bellwether/contract/pager.ts'
import { changePerson, deactivatePerson } from '@bellwether/contract/people.ts'
import type { Caller } from '../../testing/caller.ts'
import { startWorld, type World } from '../../testing/start-world.ts'
import { swapBuilders } from './swap.builders.ts'

let world: World
beforeAll(async () => {
  world = await startWorld({ startsAt: '2026-01-16T18:30:00.000Z' })
})
afterAll(() => world.stop())
// More people sign in here than may within a minute.
beforeEach(() => world.sql('delete from platform.attempts'))

const { hoursAhead, givenRota, ask, take, on } = swapBuilders(() => world)

describe('at the same time', () => {
  test('of all who take it one wins, and the others read who', async () => {
    const { people, rota } = await givenRota(4)
    const [a, ...others] = people
    const swap = await ask(a, { rota, ...hoursAhead(2, 5) })
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }
    const path = pager.takeSwap.path.replace('{id}', swap.id)
    const answers = await Promise.all(others.map((one) => one.raw(path, init)))
    expect(answers.map((one) => one.status).toSorted((x, y) => x - y)).toEqual([200, 409, 409])
    const texts = await Promise.all(answers.map((one) => one.text()))
    expect(texts.filter((text) => text.includes('has taken it.'))).toHaveLength(2)
    const { overrides } = await a.call(pager.listShifts, { params: { id: rota } })
    expect(overrides).toHaveLength(1)
  })

  test('whoever is asked takes and declines, and the asker withdraws: one of them counts', async () => {
    const { people, rota } = await givenRota()
    const [a, b] = people
    for (let round = 0; round < 4; round += 1) {
      const swap = await ask(a, { rota, ...hoursAhead(2 + round, 3 + round), to: b.id })
      const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }
      const send = (who: Caller, route: { path: string }) => who.raw(route.path.replace('{id}', swap.id), init)
      const answers = await Promise.all([
        send(b, pager.takeSwap),
        send(b, pager.declineSwap),
        send(a, pager.withdrawSwap),
      ])
      expect(answers.map((one) => one.status).toSorted((x, y) => x - y)).toEqual([200, 409, 409])
      const { overrides } = await a.call(pager.listShifts, { params: { id: rota } })
      expect(overrides.some(({ startsAt }) => startsAt === swap.startsAt)).toBe(answers[0]?.status === 200)
    }
  })
})

describe('while something else changes', () => {
  /** Where shifts of the first and the second are next to each other, with hours of the one for hours of the other. */
  async function givenReturn() {
    const given = await givenRota()
    const [a, b, c] = given.people
    const [span, inReturn] = [
      hoursAhead(2, 4),
      { startsAt: '2026-01-26T00:00:00.000Z', endsAt: '2026-01-26T02:00:00.000Z' },
    ]
    const who = async (at: { startsAt: string; endsAt: string }) => {
      const { shifts } = await a.call(pager.listShifts, {
        params: { id: given.rota },
        query: { from: at.startsAt, to: at.endsAt },
      })
      return shifts[0]?.person.id
    }
    const [asker, other] = (await who(span)) === a.id ? [a, b] : [b, a]
    const later =
      (await who(inReturn)) === other.id
        ? inReturn
        : { startsAt: '2026-02-02T12:00:00.000Z', endsAt: '2026-02-02T14:00:00.000Z' }
    const swap = await asker.call(pager.askForCover, {
      body: { rota: given.rota, ...span, to: other.id, inReturn: later },
    })
    return { ...given, asker, other, c, swap, span, later, who }
  }

  test('what is taken in return is somebody else’s by then: neither half is done', async () => {
    const { rota, other, c, swap, later, who, asker, span } = await givenReturn()
    await world.ana.call(pager.addOverrides, { params: { id: rota }, body: { person: c.id, spans: [later] } })
    const { status, problem } = await other.refused(pager.takeSwap, take(swap.id, true))
    expect([status, problem.detail]).toEqual([409, expect.stringMatching(/^What is offered in return moved/)])
    expect([await who(span), await who(later)]).toEqual([asker.id, c.id])
  })

  test('two swaps over one shift: the shift is given once', async () => {
    const { rota, other, c, swap, later, who } = await givenReturn()
    const second = await ask(other, { rota, ...later })
    const init = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ anyway: true }),
    }
    const path = (id: string) => pager.takeSwap.path.replace('{id}', id)
    const answers = await Promise.all([other.raw(path(swap.id), init), c.raw(path(second.id), init)])
    expect(answers.map(({ status }) => status).toSorted((x, y) => x - y)).toEqual([200, 409])
    expect(await who(later)).toBe(answers[0]?.status === 200 ? swap.person.id : c.id)
  })

  test('who left the team and has no turns takes nothing any more', async () => {
    const { people, rota } = await givenRota()
    const [a, , c] = people
    const [open, named] = [
      await ask(a, { rota, ...hoursAhead(2, 3) }),
      await ask(a, { rota, ...hoursAhead(4, 5), to: c.id }),
    ]
    await world.ana.call(changePerson, { params: { id: c.id }, body: { teams: [] } })
    for (const { id } of [open, named]) expect((await c.refused(pager.takeSwap, take(id))).status).toBe(403)
    expect(await on(rota, hoursAhead(2, 5))).toEqual([expect.stringContaining('P0')])
  })

  test('an override and who takes the shift at once: one is after the other, and the shift is one person’s', async () => {
    for (let round = 0; round < 4; round += 1) {
      const { people, rota } = await givenRota()
      const [a, b, c] = people
      const span = hoursAhead(2, 4)
      const swap = await ask(a, { rota, ...span, to: b.id })
      const [taken] = await Promise.allSettled([
        b.call(pager.takeSwap, take(swap.id, true)),
        world.ana.call(pager.addOverrides, { params: { id: rota }, body: { person: c.id, spans: [span] } }),
      ])
      // Whoever comes second finds that it moved, or says who is on then whatever was agreed.
      expect(await on(rota, span)).toHaveLength(1)
      expect((await on(rota, span))[0]).toContain('P2')
      const [row] = await world.sql<{ state: string }>(`select state from pager.swaps where id = '${swap.id}'`)
      expect(row?.state).toBe(taken.status === 'fulfilled' ? 'taken' : 'open')
    }
  })

  test.each(['asker', 'other'] as const)('the %s leaves while it is taken: nobody who left is on', async (who) => {
    for (let round = 0; round < 3; round += 1) {
      const { swap, rota, ...given } = await givenReturn()
      const leaver = given[who]
      await Promise.allSettled([
        given.other.call(pager.takeSwap, take(swap.id, true)),
        world.ana.call(deactivatePerson, { params: { id: leaver.id } }),
      ])
      await world.forward({ seconds: 10 })
      const query = { from: world.clock.now().toISOString(), to: '2026-02-20T00:00:00.000Z' }
      const { shifts } = await world.ana.call(pager.listShifts, { params: { id: rota }, query })
      const now = world.clock.now().toISOString()
      expect(shifts.filter(({ person, endsAt }) => person.id === leaver.id && endsAt > now)).toEqual([])
    }
  })
})
