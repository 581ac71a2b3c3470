import { expect, test } from 'vitest'
import { checkLanguages, faultsOf, sayingLines, sidedLines } from './check-languages.ts'
import { readWords } from './read-words.ts'

/* Each rule of languages has one planted violation here. */

const words = (text: string) => readWords('planted.tsx', text)

test('what is said is read with the places of its values', () => {
  const { sentences, plurals, bare } = words(
    'const a = t`Give ${name} the ticket`; const b = <p title={t`Now`}>{tx`since ${<b>{at}</b>}`}</p>; plural(3, "ticket")',
  )
  expect([...sentences]).toEqual(['Give {0} the ticket', 'Now', 'since {0}'])
  expect([...plurals]).toEqual(['ticket'])
  expect(bare).toEqual([])
})

test.each([
  ['text between tags', 'const a = <p>Give it away</p>', 'Give it away'],
  ['an attribute that is read', 'const a = <Field label="Subject" />', 'Subject'],
])('%s is refused where nothing says it', (_, text, found) =>
  expect(words(text).bare.map((one) => one.text)).toEqual([found]),
)

test.each([
  ['code', 'const a = <code>npm start</code>'],
  ['a name alone', 'const a = <p>Bellwether</p>'],
  ['an attribute for machines', 'const a = <Field type="search" />'],
])('%s is nobody’s language', (_, text) => expect(words(text).bare).toEqual([]))

test('a language lacks nothing, has nothing for nothing, and keeps the values', () => {
  const said = { sentences: new Set(['Now', 'Give {0}']), plurals: new Set(['ticket']) }
  const sentences = { 'Give {0}': 'Gib', Gone: 'Weg', open: 'offen' }
  expect(faultsOf({ sentences, plurals: { ticket: { other: 'Tickets' } } }, said, "states: ['open']")).toEqual([
    '“Now” is missing.',
    '“Gone” is said nowhere.',
    '“Give {0}” has other values than its English.',
    '“ticket” does not say how many.',
  ])
})

test('a style names no side that is another for who reads from right to left', () =>
  expect(sidedLines('p {\n  margin-left: 1px;\n  padding-inline: 1px;\n  left: 0;\n  text-align: right;\n}')).toEqual([
    2, 4, 5,
  ]))

test('a style says nothing', () =>
  expect(
    sayingLines("p::after {\n  content: 'Drop it';\n}\nb::after {\n  content: attr(data-word);\n  content: '→';\n}"),
  ).toEqual([2]))

test('the console holds to it', () => expect(checkLanguages(process.cwd())).toEqual([]))
