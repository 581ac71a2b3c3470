import { expect, test } from 'vitest'
import { checkLanguages, faultsOf, sayingLines, sidedLines } from './check-languages.ts'
import { readSaid } from './read-said.ts'
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

test('what the server says is read with the places of its values', () => {
  const { sentences, kept } = readSaid('planted.ts', 'const a = said`It goes on in #${n}.`; const b = say`Now`')
  expect([...sentences]).toEqual(['It goes on in #{0}.', 'Now'])
  expect([...kept]).toEqual(['It goes on in #{0}.'])
})

test.each([
  ['a refusal', "throw new Problem(notFound, 'There is none.')", ['There is none.']],
  ['a refusal in either case', "new Problem(x, isA ? 'One' : `Two of ${n}`)", ['One', 'Two of …']],
  ['what happened', "finish({ action: 'x', what: `took ${name} out` })", ['took … out']],
  ['a field', "const detail = given ?? 'Not this.'", ['Not this.']],
  ['a reason', "settle({ outcome: 'held', reason: 'it has no sender' })", ['it has no sender']],
  ['a kind of reason', "const sender = { reason: 'envelope' }", []],
  ['a sentence that a call is given', "throw fault('/at', 'Choose another day.')", ['Choose another day.']],
  ['a sentence that is answered', 'const why = () => isGone ? `${name} has left.` : null', ['… has left.']],
  ['an error of our own', "throw new Error('Nobody ever reads this.')", []],
  ['what is said', 'new Problem(x, said`There is none.`)', []],
  ['a value alone', 'new Problem(x, `${name}`)', []],
])('of %s nothing is bare unless nothing says it', (_, text, found) =>
  expect(readSaid('planted.ts', text).bare.map((one) => one.text)).toEqual(found),
)

test('a style names no side that is another for who reads from right to left', () =>
  expect(sidedLines('p {\n  margin-left: 1px;\n  padding-inline: 1px;\n  left: 0;\n  text-align: right;\n}')).toEqual([
    2, 4, 5,
  ]))

test('a style says nothing', () =>
  expect(
    sayingLines("p::after {\n  content: 'Drop it';\n}\nb::after {\n  content: attr(data-word);\n  content: '→';\n}"),
  ).toEqual([2]))

test('the console holds to it', () => expect(checkLanguages(process.cwd())).toEqual([]))
