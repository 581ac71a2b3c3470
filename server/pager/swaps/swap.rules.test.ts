import { describe, expect, test } from 'vitest'
import { planOf, ruleOf } from '../rota-plan.builders.ts'
import type { RotaPlan } from '../rota.rules.ts'
import { canDecline, canTake, canWithdraw, dueOf, holderOf, movedOf, overlap, stateAt } from './swap.rules.ts'

const at = (text: string): Date => new Date(text)
const span = (from: string, until: string) => ({ startsAt: at(from), endsAt: at(until) })

/* a, b and c by weeks in Paris: a until Monday 19 January 08:00 UTC, then b. */
const plan = planOf(ruleOf({ timeZone: 'Europe/Paris', startsOn: '2026-01-12' }))
const overridden = (personId: string | null, from: string, until: string): RotaPlan => ({
  ...plan,
  overrides: [{ id: 'x', ...span(from, until), personId, madeAt: at('2026-01-01T00:00Z') }],
})

describe('who has all of a span', () => {
  test.each([
    ['a part of a shift', plan, '2026-01-17T09:00Z', '2026-01-17T12:30Z', 'a'],
    ['until the very hand-over', plan, '2026-01-19T00:00Z', '2026-01-19T08:00Z', 'a'],
    ['from the very hand-over', plan, '2026-01-19T08:00Z', '2026-01-19T09:00Z', 'b'],
    ['a minute beyond it is of two people', plan, '2026-01-19T00:00Z', '2026-01-19T08:01Z', undefined],
    ['the weekend of 167 h of the clocks', plan, '2026-03-23T08:00Z', '2026-03-30T07:00Z', 'b'],
    ['and no hour more', plan, '2026-03-23T08:00Z', '2026-03-30T08:00Z', undefined],
    ['the weekend of 169 h of the clocks', plan, '2026-10-19T07:00Z', '2026-10-26T08:00Z', 'b'],
    [
      'what somebody covers is theirs',
      overridden('c', '2026-01-17T00:00Z', '2026-01-18T00:00Z'),
      '2026-01-17T00:00Z',
      '2026-01-18T00:00Z',
      'c',
    ],
    [
      'a gap is nobody’s',
      overridden(null, '2026-01-17T00:00Z', '2026-01-17T01:00Z'),
      '2026-01-17T00:00Z',
      '2026-01-17T02:00Z',
      undefined,
    ],
  ] as const)('%s', (_, rota, from, until, holder) => {
    expect(holderOf(rota, span(from, until))).toBe(holder)
  })
})

const asked = {
  personId: 'a',
  ...span('2026-01-17T08:00Z', '2026-01-18T08:00Z'),
  toId: 'b' as string | null,
  returnStartsAt: at('2026-01-20T08:00Z') as Date | null,
  returnEndsAt: at('2026-01-21T08:00Z') as Date | null,
}

describe('a swap', () => {
  test('stands while both shifts are whose they were', () => {
    expect(movedOf(plan, asked)).toBeUndefined()
    expect(movedOf(overridden('c', '2026-01-18T07:59Z', '2026-01-18T08:00Z'), asked)).toBe('shift')
    expect(movedOf(overridden('c', '2026-01-18T08:00Z', '2026-01-18T09:00Z'), asked)).toBeUndefined()
    expect(movedOf(overridden(null, '2026-01-20T08:00Z', '2026-01-20T08:01Z'), asked)).toBe('return')
  })

  test('is past due at the instant at which the first of both shifts begins', () => {
    expect(dueOf(asked)).toEqual(asked.startsAt)
    expect(dueOf({ ...asked, returnStartsAt: at('2026-01-16T20:00Z') })).toEqual(at('2026-01-16T20:00Z'))
    const open = { state: 'open' as const, dueAt: asked.startsAt }
    expect(stateAt(open, at('2026-01-17T07:59:59.999Z'))).toBe('open')
    expect(stateAt(open, asked.startsAt)).toBe('past-due')
    expect(stateAt({ ...open, state: 'taken' }, asked.endsAt)).toBe('taken')
  })

  test.each([
    ['the asker', 'a', true, false, [false, false, true]],
    ['whoever is asked', 'b', true, false, [true, true, false]],
    ['somebody else on the rota', 'c', true, false, [false, false, false]],
    ['somebody else who changes rotas', 'c', true, true, [false, false, true]],
    ['a program of nobody', null, false, false, [false, false, false]],
  ] as const)('of one who is asked by name: %s', (_, personId, isKnown, mayWrite, rights) => {
    const who = { personId, isKnown, mayWrite }
    expect([canTake(asked, who), canDecline(asked, who), canWithdraw(asked, who)]).toEqual(rights)
  })

  test.each([
    ['the asker', 'a', true, false],
    ['somebody on the rota', 'c', true, true],
    ['a stranger', 'd', false, false],
  ] as const)('of everybody: %s', (_, personId, isKnown, isTaker) => {
    expect(canTake({ personId: 'a', toId: null }, { personId, isKnown, mayWrite: false })).toBe(isTaker)
  })

  test('spans that touch do not overlap', () => {
    const [one, other] = [
      span('2026-01-17T08:00Z', '2026-01-17T09:00Z'),
      span('2026-01-17T09:00Z', '2026-01-17T10:00Z'),
    ]
    expect([overlap(one, other), overlap(one, one)]).toEqual([false, true])
  })
})
