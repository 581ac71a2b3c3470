import { describe, expect, test } from 'vitest'
import type { RoutingCondition, RoutingOutcome } from '@bellwether/contract/pager-routing.ts'
import { decide, type KeptRule, type Past, pagesOf } from './routing.rules.ts'

const alert = { title: 'Disk of db-1 is full', body: 'cluster=EU', severity: 'error', key: 'disk/db-1' } as const
const page = (over: Partial<Extract<RoutingOutcome, { kind: 'page' }>> = {}): RoutingOutcome => ({
  kind: 'page',
  team: null,
  urgency: null,
  isGrouped: false,
  ...over,
})
let count = 0
const rule = (where: RoutingCondition[], outcome: RoutingOutcome = { kind: 'quiet' }): KeptRule => ({
  id: `rule-${(count += 1)}`,
  name: 'A rule',
  where,
  outcome,
})

test('of a key as much counts as is kept of it: what is decided later is decided by the same', () => {
  const rules = [rule([{ field: 'key', op: 'contains', value: 'prod' }])]
  expect(decide(rules, 'team', { ...alert, key: `${'x'.repeat(251)}prod` }).place).toBe(0)
  expect(decide(rules, 'team', { ...alert, key: `${'x'.repeat(252)}prod` }).place).toBeNull()
})

describe('a condition', () => {
  test.each<[RoutingCondition, boolean]>([
    [{ field: 'title', op: 'contains', value: 'DISK' }, true],
    [{ field: 'title', op: 'contains', value: 'disc' }, false],
    [{ field: 'title', op: 'starts-with', value: 'disk of' }, true],
    [{ field: 'title', op: 'starts-with', value: 'full' }, false],
    [{ field: 'body', op: 'is', value: 'Cluster=eu' }, true],
    [{ field: 'body', op: 'is', value: 'cluster' }, false],
    [{ field: 'severity', op: 'in', value: ['critical', 'Error'] }, true],
    [{ field: 'severity', op: 'in', value: ['critical'] }, false],
    [{ field: 'key', op: 'starts-with', value: 'disk/' }, true],
    // No expression is meant: every sign is itself.
    [{ field: 'title', op: 'contains', value: '.*' }, false],
  ])('%j', (condition, fits) => {
    expect(decide([rule([condition])], 'own', alert).place).toBe(fits ? 0 : null)
  })
})

describe('rules', () => {
  const disk: RoutingCondition = { field: 'title', op: 'contains', value: 'disk' }
  const never: RoutingCondition = { field: 'title', op: 'is', value: 'never' }

  test('the first that fits decides, by all of its conditions', () => {
    const rules = [rule([disk, never]), rule([disk], page({ team: 'other' })), rule([])]
    expect(decide(rules, 'own', alert)).toEqual({ place: 1, to: { teamId: 'other', urgency: 'high', group: null } })
  })

  test('without one that fits the team and the severity decide', () => {
    expect(decide([rule([never])], 'own', alert).to).toEqual({ teamId: 'own', urgency: 'high', group: null })
    expect(decide([], 'own', { ...alert, severity: 'warning' }).to?.urgency).toBe('low')
    expect(decide([], 'own', { ...alert, severity: 'info' })).toEqual({ place: null, to: null })
  })

  test('one says the urgency whatever the severity; one that does not leaves it', () => {
    expect(decide([rule([], page({ urgency: 'low' }))], 'own', alert).to?.urgency).toBe('low')
    expect(decide([rule([], page({ urgency: 'high' }))], 'own', { ...alert, severity: 'info' }).to?.urgency).toBe(
      'high',
    )
    expect(decide([rule([], page({ team: 'other' }))], 'own', { ...alert, severity: 'info' }).to).toBeNull()
  })

  test('hostile words are looked through in no time', () => {
    const long = { ...alert, body: 'a'.repeat(10_000) }
    const rules = Array.from({ length: 100 }, () =>
      rule([{ field: 'body', op: 'contains', value: `${'a'.repeat(299)}b` }]),
    )
    const before = performance.now()
    decide(rules, 'own', long)
    expect(performance.now() - before).toBeLessThan(500)
  })
})

describe('pages that there would have been', () => {
  const at = (minute: number): Date => new Date(Date.UTC(2026, 0, 16, 12, minute))
  const group = rule([], page({ isGrouped: true }))
  const past = (from: number, until: number | null, over: Partial<NonNullable<Past['to']>> = {}): Past => ({
    to: { teamId: 'own', urgency: 'high', group: null, ...over },
    firstAt: at(from),
    endedAt: until === null ? null : at(until),
  })

  test('alone, each alert is one', () => {
    expect(pagesOf([past(0, 1), past(0, null), { ...past(0, 1), to: null }])).toHaveLength(2)
  })

  test('of a group it is one until the last of its alerts is over', () => {
    const alerts = [past(0, 10, { group }), past(5, 20, { group }), past(15, 16, { group }), past(20, 30, { group })]
    expect(pagesOf(alerts)).toHaveLength(2)
    expect(pagesOf(alerts.map((one) => ({ ...one, endedAt: null })))).toHaveLength(1)
  })

  test('what cannot wait makes the page of its group one that cannot', () => {
    expect(pagesOf([past(0, 10, { group, urgency: 'low' }), past(1, 2, { group })])).toMatchObject([
      { urgency: 'high' },
    ])
  })

  test('of a storm there are ten for each team', () => {
    const storm = Array.from({ length: 40 }, () => past(0, null))
    expect(pagesOf(storm)).toHaveLength(10)
    expect(pagesOf([...storm, ...storm.map(() => past(0, null, { teamId: 'other' }))])).toHaveLength(20)
  })

  test('a storm goes on as long as it does, and is another after a calm', () => {
    const going = Array.from({ length: 60 }, (_, minute) => past(minute, null))
    const storm = [...Array.from({ length: 9 }, () => past(0, null)), ...going]
    expect(pagesOf(storm)).toHaveLength(10)
    expect(pagesOf([...storm, past(66, null)])).toHaveLength(11)
  })
})
