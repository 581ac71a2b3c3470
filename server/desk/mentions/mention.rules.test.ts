import { expect, test } from 'vitest'
import { mentionedBy } from './mention.rules.ts'

const directory = {
  people: ['Ana Lee', 'Ana Maria', 'Ben Ox', 'Zoë', 'Bo', 'Bo'].map((name, n) => ({ id: `${name} ${n}`, name })),
  teams: [
    { id: 'network', name: 'Network', slug: 'network' },
    { id: 'on-call', name: 'On call', slug: 'on-call' },
  ],
}

test.each([
  ['@Ana Lee, please', ['Ana Lee 0']],
  ['ask @ana maria.', ['Ana Maria 1']],
  ['@ben and @BEN OX', ['Ben Ox 2']],
  ['(@zoë) @Zoe\u0308!', ['Zoë 3']],
  ['@network: @on-call @On call', ['network', 'on-call']],
  // Two of them: nobody knows whom.
  ['@ana', []],
  ['@Bo', []],
  ['@benjamin @networks @on-calls @nobody', []],
  ['ben@network.test, a@ben, @@ben, x.@ben', []],
  ['npm i @network/node, @network@example.com, x @network.example.com:/ https://t.me/@network', []],
  ['`@network x` and\n```\n@network\n```\n> @network said\n~~~\n@ben', []],
  ['so @network. And @ben!', ['Ben Ox 2', 'network']],
  ['', []],
  ['@'.repeat(1000), []],
])('%j mentions %j', (text, ids) => {
  const { people, teams } = mentionedBy(text, directory)
  expect([...people, ...teams]).toEqual(ids)
})
