import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Change, changeOf, type Format, nextLine, type Selected } from './format.rules.ts'

/** `a [b] c`: what stands in brackets is selected. */
function selected(written: string): Selected {
  const [from, to] = [written.indexOf('['), written.indexOf(']') - 1]
  return { text: written.replace('[', '').replace(']', ''), from, to }
}
function after({ text }: Selected, { from, to, words, selects }: Change): string {
  const whole = text.slice(0, from) + words + text.slice(to)
  return `${whole.slice(0, selects[0])}[${whole.slice(...selects)}]${whole.slice(selects[1])}`
}
const formatted = (format: Format, written: string): string => {
  const at = selected(written)
  return after(at, changeOf(format, at))
}

describe('a format', () => {
  test.each([
    ['bold', 'so [it] is', 'so **[it]** is'],
    ['bold', 'so **[it]** is', 'so [it] is'],
    ['italic', '[]', '*[]*'],
    // Twice without anything between: as before; after words: out of it.
    ['bold', 'so **[]** is', 'so [] is'],
    ['bold', 'do **not[]** now', 'do **not**[] now'],
    ['code', 'run `dig[]`', 'run `dig`[]'],
    ['code', 'run [dig x] now', 'run `[dig x]` now'],
    ['code', 'a\n[b\nc]d', 'a\n```\n[b\ncd]\n```'],
    ['list', 'a\nb[]\nc', 'a\n- b[]\nc'],
    ['list', '[a\nb]', '[- a\n- b]'],
    ['list', '[- a\n- b]', '[a\nb]'],
    ['quote', 'they [said]', '> they said[]'],
    ['link', 'see [docs]', 'see [docs](https://)'],
  ] as [Format, string, string][])('%s of %j is %j', (format, written, result) => {
    if (format === 'link') {
      const at = selected(written)
      const change = changeOf(format, at)
      expect(at.text.slice(0, change.from) + change.words + at.text.slice(change.to)).toBe(result)
    } else expect(formatted(format, written)).toBe(result)
  })

  test('done twice leaves the text as it was', () => {
    const text = fc.array(fc.constantFrom('a', ' ', '\n', 'b c'), { maxLength: 12 }).map((parts) => parts.join(''))
    fc.assert(
      fc.property(
        text,
        fc.nat(20),
        fc.nat(20),
        fc.constantFrom<Format>('bold', 'italic', 'list', 'quote'),
        (whole, a, b, format) => {
          const [from, to] = [Math.min(a, b, whole.length), Math.min(Math.max(a, b), whole.length)]
          const once = changeOf(format, { text: whole, from, to })
          const next = whole.slice(0, once.from) + once.words + whole.slice(once.to)
          const twice = changeOf(format, { text: next, from: once.selects[0], to: once.selects[1] })
          expect(next.slice(0, twice.from) + twice.words + next.slice(twice.to)).toBe(whole)
        },
      ),
    )
  })
})

test.each([
  ['- one[]', '- one\n- []'],
  ['  9. one[] more', '  9. one\n  10. [] more'],
  ['> so[]', '> so\n> []'],
  ['- one\n- []', '- one\n[]'],
])('Enter after %j makes %j', (written, result) => {
  const at = selected(written)
  expect(after(at, nextLine(at)!)).toBe(result)
})

test.each(['one[]', '-one[]', '- on[e]'])('Enter after %j is a new line', (written) => {
  expect(nextLine(selected(written))).toBeUndefined()
})
