import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startWorld, type World } from '../../testing/start-world.ts'
import { evidencePattern, isTelling, oneAddressPattern, recordsPattern, wholeWords } from './address-pattern.rules.ts'

/* What the database and the engine make of the patterns; both are asked the same. */

let world: World
beforeAll(async () => {
  world = await startWorld({ evidence: true })
})
afterAll(() => world.stop())

async function foundIn(text: string, address: string): Promise<boolean[]> {
  const ctx = world.app.contextFor('test')
  const { rows } = await sql<{ found: boolean }>`select ${text}::text ~* ${recordsPattern([address])} as found`.execute(
    ctx.db,
  )
  const [row] = await ctx.engine.query<{ found: number }>('select match({text:String}, {pattern:String}) as found', {
    text,
    pattern: evidencePattern([address]),
  })
  return [rows[0]?.found ?? false, row?.found === 1]
}

const vera = 'vera+tag@acme.test'

describe('an address', () => {
  test.each([
    vera,
    'VERA+Tag@Acme.Test',
    `<${vera}>`,
    `'${vera}'`,
    `mailto:${vera}?subject=x`,
    `email=${vera}&x=1`,
    `Write to ${vera}.`,
    JSON.stringify({ text: `line one\n${vera}\ttwo` }),
    `?to=%20${encodeURIComponent(vera)}`,
    `%3C${vera}%3E`,
    'vera&#43;tag&#64;acme.test',
  ])('is found in %s', async (text) => {
    expect(await foundIn(text, vera)).toEqual([true, true])
  })

  test.each([
    'a.vera+tag@acme.test',
    "o'vera+tag@acme.test",
    'x-vera+tag@acme.test',
    'x%2Bvera+tag@acme.test',
    'vera+tag@acme.test.example',
    'vera+tag@acme.tests',
    'vera@acme.test',
    'veraXtag@acme.test',
  ])('is not what stands in %s', async (text) => {
    expect(await foundIn(text, vera)).toEqual([false, false])
  })
})

test('a value that is one address is told from a sentence', async () => {
  const isOne = async (text: string) =>
    (await world.sql<{ one: boolean }>(`select '${text}' ~ '${oneAddressPattern.replaceAll("'", "''")}' as one`))[0]
      ?.one
  expect(await Promise.all(['a/b@x.test', 'a b@x.test', '<a@x.test>', 'https://a@x.test'].map(isOne))).toEqual([
    true,
    false,
    false,
    false,
  ])
})

test('a name is replaced as whole words alone, and only where it tells somebody', async () => {
  const replaced = (text: string, name: string) =>
    world.sql<{ text: string }>(`select regexp_replace('${text}', '${wholeWords(name)}', 'X', 'g') as text`)
  expect((await replaced('Ann met Anna, and Ann.', 'Ann'))[0]?.text).toBe('X met Anna, and X.')
  expect(['Vera', 'Vera Bright', '李雷明', 'e', 'the', 'Al'].map(isTelling)).toEqual([
    true,
    true,
    true,
    false,
    false,
    false,
  ])
})
