import { expect, test } from 'vitest'
import { conditionText } from '@bellwether/contract/condition.ts'
import { ticketFields } from '@bellwether/contract/desk-views.ts'
import { ticketSplits } from '@bellwether/contract/desk-figures.ts'
import { behind, type Behind, whereOf } from './drill.ts'

const period = { from: '2026-01-05', until: '2026-02-02' }
const id = 'a3bb189e-8bf9-4888-9912-ace4e6543002'
const keys = { week: '2026-01-12', plan: 'pro', customer: id, person: id, channel: 'mail', mailbox: id }

test.each(ticketSplits.flatMap((by) => (Object.keys(behind) as Behind[]).map((what) => [by, what] as const)))(
  'the tickets behind a number by %s, %s, can be asked for',
  (by, what) => {
    const where = whereOf({ by, key: keys[by], ...period }, what)
    expect(conditionText(ticketFields).safeParse(where).success).toBe(true)
  },
)

test('a row of a week is of that week, every other one of all weeks', () => {
  const week = whereOf({ by: 'week', key: '2026-01-12', ...period }, 'reopened')
  expect(JSON.parse(week ?? '')).toEqual({
    and: [
      { field: 'createdAt', op: '>=', value: '2026-01-12T00:00:00.000Z' },
      { field: 'createdAt', op: '<', value: '2026-01-19T00:00:00.000Z' },
      { field: 'isReopened', op: '=', value: true },
    ],
  })
  const nobody = whereOf({ by: 'person', key: null, ...period }, 'opened')
  expect(JSON.parse(nobody ?? '')).toEqual({
    and: [
      { field: 'createdAt', op: '>=', value: '2026-01-05T00:00:00.000Z' },
      { field: 'createdAt', op: '<', value: '2026-02-02T00:00:00.000Z' },
      { field: 'owner', op: '=', value: null },
    ],
  })
})

test('where no list can be asked for a row there is no link to one', () => {
  expect(whereOf({ by: 'channel', key: 'pigeon', ...period }, 'opened')).toBeUndefined()
})
