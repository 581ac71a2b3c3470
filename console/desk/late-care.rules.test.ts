import { describe, expect, test } from 'vitest'
import type { Clock } from '@bellwether/contract/desk.ts'
import { careHints, lateCareOf } from './late-care.rules.ts'

const at = (minutes: number): string => new Date(minutes * 60_000).toISOString()
const clock = (name: Clock['name'], dueInMinutes: number | null, over: Partial<Clock> = {}): Clock => ({
  name,
  startedAt: at(0),
  dueAt: dueInMinutes === null ? null : at(dueInMinutes),
  stoppedAt: null,
  breachedAt: null,
  ...over,
})
const careAfter = (minutes: number, ...clocks: Clock[]) => lateCareOf(clocks, minutes * 60_000)?.care

describe('the later an answer is the more care it needs', () => {
  test.each([
    [59, 60, undefined],
    [60, 60, undefined],
    [61, 60, 'some'],
    [119, 60, 'some'],
    [120, 60, 'much'],
    [360, 60, 'all'],
    // A target of two days that is missed by an hour: two days are a long time whatever was promised.
    [2941, 2880, 'all'],
  ] as const)('after %i minutes of %i', (waited, target, care) => {
    expect(careAfter(waited, clock('first-response', target))).toBe(care)
  })

  test('by the clock that has waited longest, and by none of a team, of the whole, stopped or standing still', () => {
    expect(careAfter(90, clock('next-response', 60), clock('promise', 80))).toBe('some')
    const others = [clock('answer', 10), clock('resolution', 10), clock('first-response', null)]
    expect(careAfter(900, ...others, clock('first-response', 10, { stoppedAt: at(5) }))).toBeUndefined()
  })
})

describe('a draft', () => {
  const reader = { name: 'Vera Moss', internals: ['Infrastructure'] }
  const good = 'Hello Vera,\n\nIt is mended since 16:40. I am sorry that you waited until now.\n\nAna'

  test('that greets, owns the wait once and begins with what counts needs no hint', () => {
    expect(careHints(good, reader)).toEqual([])
    expect(careHints('', reader)).toEqual([])
  })

  test.each([
    ['a greeting without a name', good.replace('Hello Vera', 'Hello'), 'Greet Vera by name.'],
    ['no greeting', good.replace('Hello Vera,\n\n', ''), 'Greet Vera by name.'],
    ['no word of the wait', good.replace(/I am sorry.*\./, ''), 'Say sorry for the wait, in one sentence.'],
    ['two of them', `${good} We apologize again.`, 'Say sorry once: more is about us.'],
    [
      'nothing to go by',
      'Hello Vera,\n\nThank you for your patience. I am sorry that it took too long.',
      'Begin with the answer, or with the next step and by when.',
    ],
    ['blame', `${good} You should have set the header.`, 'Leave out what sounds like blame.'],
    ['a team of ours', `${good} Infrastructure says so.`, 'Leave out what only we know: Infrastructure.'],
    ['a host of ours', `${good} It was pop7-h4.`, 'Leave out what only we know: pop7-h4.'],
  ])('with %s', (_, draft, hint) => {
    expect(careHints(draft, reader)).toEqual([hint])
  })

  test('of somebody without a name is greeted by none', () => {
    expect(careHints(good.replace(' Vera', ''), { name: '', internals: [] })).toEqual([])
  })
})
