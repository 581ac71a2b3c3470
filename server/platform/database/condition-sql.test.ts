import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Comparison, Condition } from '@bellwether/contract/condition.ts'
import { startWorld, type World } from '../../testing/start-world.ts'
import { conditionSql, type Columns } from './condition-sql.ts'

interface Row {
  readonly id: number
  readonly name: string | null
  readonly size: number | null
  readonly is_new: boolean
}

const columns: Columns = {
  name: { sql: 'name', type: 'text' },
  size: { sql: 'size', type: 'double precision' },
  isNew: { sql: 'is_new', type: 'boolean' },
}
const names = ['Ada', 'ada%', 'a_a', "O'Hara", '', null]
const sizes = [1, 2, 3, null]
const rows: Row[] = names.flatMap((name, at) =>
  sizes.map((size, n) => ({ id: at * 10 + n, name, size, is_new: (at + n) % 2 === 0 })),
)

let world: World
beforeAll(async () => {
  world = await startWorld()
  const { db } = world.app.contextFor('test')
  await sql`create table public.things (id int, name text, size double precision, is_new boolean)`.execute(db)
  for (const { id, name, size, is_new } of rows)
    await sql`insert into public.things values (${id}, ${name}, ${size}, ${is_new})`.execute(db)
})
afterAll(() => world.stop())

async function found(condition: Condition): Promise<number[]> {
  const { db } = world.app.contextFor('test')
  const where = conditionSql(condition, columns)
  const answer = await sql<{ id: number }>`select id from public.things where ${where} order by id`.execute(db)
  return answer.rows.map(({ id }) => id)
}

/** What a condition means, said once more in another language. */
function holds(condition: Condition, row: Row): boolean {
  if ('and' in condition) return condition.and.every((one) => holds(one, row))
  if ('or' in condition) return condition.or.some((one) => holds(one, row))
  if ('not' in condition) return !holds(condition.not, row)
  return compares(condition, { name: row.name, size: row.size, isNew: row.is_new }[condition.field] ?? null)
}

function compares({ op, value }: Comparison, is: string | number | boolean | null): boolean {
  if (op === '=') return is === value
  if (op === '!=') return is !== value
  if (is === null) return false
  if (op === 'in') return (value as unknown[]).includes(is)
  if (op === '~') return String(is).toLowerCase().includes(String(value).toLowerCase())
  const by = { '<': is < value!, '<=': is <= value!, '>': is > value!, '>=': is >= value! }
  return by[op]
}

const comparison: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ field: fc.constant('name'), op: fc.constantFrom('=', '!='), value: fc.constantFrom(...names) }),
  fc.record({ field: fc.constant('name'), op: fc.constant('~'), value: fc.constantFrom('A', '%', '_', "'", '', '\\') }),
  fc.record({ field: fc.constant('name'), op: fc.constant('in'), value: fc.subarray(['Ada', 'a_a', '']) }),
  fc.record({
    field: fc.constant('size'),
    op: fc.constantFrom('<', '<=', '>', '>='),
    value: fc.constantFrom(1, 2, 2.5),
  }),
  fc.record({ field: fc.constant('size'), op: fc.constantFrom('=', '!='), value: fc.constantFrom(...sizes) }),
  fc.record({ field: fc.constant('isNew'), op: fc.constantFrom('=', '!='), value: fc.boolean() }),
)
const { tree } = fc.letrec<{ tree: Condition }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    comparison,
    fc.record({ and: fc.array(tie('tree'), { maxLength: 3 }) }),
    fc.record({ or: fc.array(tie('tree'), { maxLength: 3 }) }),
    fc.record({ not: tie('tree') }),
  ),
}))

describe('a condition in SQL', () => {
  test('finds what it says, also where nothing is there', async () => {
    const check = fc.asyncProperty(tree, async (condition) => {
      expect(await found(condition)).toEqual(rows.filter((row) => holds(condition, row)).map(({ id }) => id))
    })
    await fc.assert(check, { numRuns: 300 })
  })

  test('has no word of a stranger in it', () => {
    const condition: Condition = { field: 'name', op: '=', value: "x'; drop table things; --" }
    const { db } = world.app.contextFor('test')
    expect(sql`select ${conditionSql(condition, columns)}`.compile(db).sql).not.toContain('drop')
  })

  test('over a field that no column stands for is an error of ours', () => {
    expect(() => conditionSql({ field: 'other', op: '=', value: 1 }, columns)).toThrow('no column stands for "other"')
  })
})
