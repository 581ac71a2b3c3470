import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { waitingOn, waitsAsBefore } from './waiting-on.rules.ts'

const handOffs = fc.array(
  fc.record({
    state: fc.constantFrom(
      'asked',
      'acknowledged',
      'asked-back',
      'answered',
      'declined',
      'withdrawn',
      'passed-on',
      'returned',
    ),
    askedTeamId: fc.constantFrom('infrastructure', 'network', 'legal'),
    answeredToCustomer: fc.boolean(),
    isPrivate: fc.boolean(),
  }),
  { maxLength: 6 },
)
const owes = fc.constantFrom('support', 'customer')
const incident = {
  id: '0e5f4a38-6f6e-4d2b-9d5c-0d8d8f6a7b1c',
  name: 'R1',
  path: '/reports/1',
  by: '2026-01-16T16:00:00.000Z',
}
const open = { state: 'open' as const, waitsFor: [] }
const asked = (askedTeamId: string, isPrivate = false) => ({
  state: 'asked' as const,
  askedTeamId,
  answeredToCustomer: false,
  isPrivate,
})
const askedBack = { ...asked('network'), state: 'asked-back' as const }
const ended = (
  state: 'answered' | 'declined' | 'withdrawn' | 'passed-on' | 'returned',
  answeredToCustomer = false,
) => ({ state, askedTeamId: 'legal', answeredToCustomer, isPrivate: false })

describe('a ticket waits on', () => {
  test.each([
    ['whoever owes the next word, where nobody is asked', 'customer', [], 'customer', []],
    ['the team that is asked', 'support', [asked('network')], 'teams', ['network']],
    ['every team that is asked', 'support', [asked('network'), asked('legal')], 'teams', ['network', 'legal']],
    ['the team, whatever we wrote to the customer meanwhile', 'customer', [asked('network')], 'teams', ['network']],
    ['support, once an answer came', 'support', [ended('answered')], 'support', []],
    ['support, once a team declined', 'support', [ended('declined')], 'support', []],
    [
      'support for one answer, and another team beside it',
      'support',
      [ended('answered'), asked('network')],
      'support',
      ['network'],
    ],
    [
      'the others, where a team answered the customer itself',
      'customer',
      [ended('answered', true), asked('network')],
      'teams',
      ['network'],
    ],
    ['the customer, where a team answered them', 'customer', [ended('answered', true)], 'customer', []],
    [
      'the others, once support went on from an answer',
      'customer',
      [ended('returned'), asked('network')],
      'teams',
      ['network'],
    ],
    ['support, where a question was withdrawn', 'support', [ended('withdrawn')], 'support', []],
    ['support, where the team asks back, and the team stays asked', 'customer', [askedBack], 'support', ['network']],
    ['the other team, to which it was passed on', 'support', [ended('passed-on'), asked('legal')], 'teams', ['legal']],
    [
      'a team once, however many ask it in private',
      'support',
      [asked('legal', true), asked('legal', true)],
      'teams',
      ['legal'],
    ],
  ] as const)('%s', (_, owes, some, holder, teamIds) => {
    expect(waitingOn({ ...open, owes }, some)).toMatchObject({ holder, teamIds })
  })

  test('nobody exactly when it has ended', () => {
    fc.assert(
      fc.property(fc.constantFrom('open', 'resolved', 'merged'), owes, handOffs, (state, owes, some) => {
        const { holder, teamIds } = waitingOn({ state, owes, waitsFor: [incident] }, some)
        expect(holder === 'nobody').toBe(state !== 'open')
        if (state !== 'open') expect(teamIds).toEqual([])
      }),
    )
  })

  test('exactly the teams whose questions are open: none is forgotten and none is named for nothing', () => {
    fc.assert(
      fc.property(owes, handOffs, (owes, some) => {
        const questions = some.filter(({ state }) => ['asked', 'acknowledged', 'asked-back'].includes(state))
        const { teamIds, privateTeamIds } = waitingOn({ ...open, owes }, some)
        expect(teamIds).toEqual([...new Set(questions.map((one) => one.askedTeamId))])
        const named = questions.filter(({ isPrivate }) => !isPrivate).map((one) => one.askedTeamId)
        expect(privateTeamIds).toEqual(teamIds.filter((id) => !named.some((one) => one === id)))
      }),
    )
  })

  test('the incident of which they were told, not on the customer; whatever is ours to do goes before', () => {
    fc.assert(
      fc.property(owes, handOffs, (owes, some) => {
        const alone = waitingOn({ ...open, owes }, some)
        const told = waitingOn({ ...open, owes, waitsFor: [incident] }, some)
        expect(told).toEqual({ ...alone, holder: alone.holder === 'customer' ? 'incident' : alone.holder })
      }),
    )
  })

  test('the customer only where nobody of ours has anything to do', () => {
    fc.assert(
      fc.property(owes, handOffs, (owes, some) => {
        const { holder, teamIds } = waitingOn({ ...open, owes }, some)
        if (holder === 'customer') expect([owes, teamIds]).toEqual(['customer', []])
      }),
    )
  })
})

test('since when it waits begins anew with another holder, or with other teams', () => {
  const before = { waitingOn: 'teams' as const, waitingOnTeams: ['network'] }
  expect(waitsAsBefore(before, { holder: 'teams', teamIds: ['network'] })).toBe(true)
  expect(waitsAsBefore(before, { holder: 'teams', teamIds: ['network', 'legal'] })).toBe(false)
  expect(waitsAsBefore(before, { holder: 'support', teamIds: ['network'] })).toBe(false)
  expect(waitsAsBefore({ ...before, waitingOn: 'support' }, { holder: 'support', teamIds: [] })).toBe(true)
})
