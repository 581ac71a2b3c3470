import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mailHtmlOf } from './written-text.ts'
import { instantPromised, promisedInstant, toldText, toldTextFault } from './told-text.ts'

const reader = { name: "$& O'Hara {next}", site: null, nextBy: new Date('2026-01-16T19:05:00Z') }

test('is filled in for each reader, whatever they are called', () => {
  expect(toldText('Hello {name} of {site}, by {next}. {"a": 1}', reader)).toBe(
    'Hello $& O\'Hara {next} of your site, by 19:05 UTC on Friday 16 January. {"a": 1}',
  )
})

test.each([
  ['Hello {name}, by {next}.', true, undefined],
  ['Hello {name}.', false, undefined],
  ['{ "a": {} }', false, undefined],
  ['Hello {name}.', true, 'Say when they hear from us again: write {next} where the time belongs.'],
  ['Hello, by {next}.', false, 'Leave {next} out: nothing more is promised.'],
  ['Hello {nme}.', false, 'There is no {nme}: write {name}, {site}.'],
  ['Hello {Name}, by {next}.', true, 'There is no {Name}: write {name}, {site}, {next}.'],
])('“%s” promises the next word: %s', (text, isPromised, fault) => {
  expect(toldTextFault(text, isPromised)).toBe(fault)
})

test('a name gives our text no link and no format', () => {
  const stranger = { name: '[Sign in](https://evil.example) **now** `x`', site: null, nextBy: null }
  expect(mailHtmlOf(toldText('Hello {name}, it is over.', stranger))).toBeUndefined()
})

test('what is promised is read as it is written, over the end of a year', () => {
  const now = new Date('2026-12-31T23:40:20Z')
  const minutes = fc.integer({ min: 1, max: 40 * 24 * 60 })
  fc.assert(
    fc.property(minutes, (later) => {
      const at = new Date(Date.parse('2026-12-31T23:40:00Z') + later * 60_000)
      expect(instantPromised(promisedInstant(at), now)).toEqual(at)
    }),
  )
  for (const none of ['', 'soon', '25:10 UTC on Friday 1 January', '10:00 UTC on Monday 1 January', '10:00 on Friday'])
    expect(instantPromised(none, now)).toBeNull()
})
