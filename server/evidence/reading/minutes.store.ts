import type { Context } from '../../platform/context.ts'
import { eventConditionSql } from './event-condition.ts'
import { type AskedEvents, sourceOf, type Source } from './minute-source.rules.ts'

const seconds = 20

/** Events and those among them that are counted as bad, in a minute (since 1970). */
export interface Minute {
  readonly at: number
  readonly events: number
  readonly bad: number
}

/** In minutes since 1970, the end not among them. */
export interface MinuteSpan {
  readonly from: number
  readonly to: number
}

const tables: Readonly<
  Record<Source, { name: string; time: string; at: string; events: string; errors: string; first: string }>
> = {
  'roll-up': {
    name: 'evidence.requests_minute',
    time: `minute >= toDateTime({from:Int64} * 60, 'UTC') and minute < toDateTime({to:Int64} * 60, 'UTC')`,
    at: 'intDiv(toUnixTimestamp(minute), 60)',
    events: 'sum(requests)',
    errors: 'sum(errors)',
    first: 'min(minute)',
  },
  errors: ofRows('evidence.errors'),
  events: ofRows('evidence.events'),
}

function ofRows(name: string) {
  return {
    name,
    time: `timestamp >= fromUnixTimestamp64Milli({from:Int64} * 60000, 'UTC') and timestamp < fromUnixTimestamp64Milli({to:Int64} * 60000, 'UTC')`,
    at: 'intDiv(toUnixTimestamp(timestamp), 60)',
    events: 'count()',
    errors: 'countIf(is_error)',
    first: 'min(timestamp)',
  }
}

/** What a table says of these events, minute by minute, as one of the two columns. */
function countsOf(asked: AskedEvents, column: 'events' | 'bad') {
  const table = tables[sourceOf(asked)]
  const { sql, parameters } = eventConditionSql(asked.where, column)
  const count = asked.errors ? table.errors : table.events
  const [events, bad] = column === 'events' ? [count, '0'] : ['0', count]
  return {
    parameters,
    sql: `select ${table.at} as at, ${events} as events, ${bad} as bad from ${table.name} where ${table.time} and ${sql} group by at`,
  }
}

/** The minutes in which there was any, in the order of time; each part of it from the smallest table that knows it. */
export async function findMinutes(
  ctx: Context,
  { events, bad }: { events: AskedEvents; bad: AskedEvents | undefined },
  span: MinuteSpan,
): Promise<Minute[]> {
  const parts = [countsOf(events, 'events'), ...(bad ? [countsOf(bad, 'bad')] : [])]
  return ctx.engine.query<Minute>(
    `select at, toInt64(sum(events)) as events, toInt64(sum(bad)) as bad
     from (${parts.map(({ sql }) => sql).join(' union all ')})
     group by at order by at`,
    { ...Object.assign({}, ...parts.map(({ parameters }) => parameters)), ...span },
    { seconds },
  )
}

export interface ClassMinute {
  readonly classId: string
  readonly at: number
  readonly errors: number
  /** That have it for the first time. */
  readonly customers: number
}

/** Minutes of the classes that came up since `newSince` and that at least so many customers of these events have. */
export async function findNewClassMinutes(
  ctx: Context,
  { events, customersMin, newSince }: { events: AskedEvents; customersMin: number; newSince: number },
  span: MinuteSpan,
): Promise<ClassMinute[]> {
  const { sql, parameters } = eventConditionSql(events.where)
  const { time, at, name } = tables.errors
  const rows = `from ${name} where ${time} and is_error and class != '' and ${sql}`
  const isNew = `class in (select class from evidence.classes_seen group by class
    having min(first_at) >= fromUnixTimestamp64Milli({newSince:Int64} * 60000, 'UTC'))`
  const isSpread = `class in (select class ${rows} and ${isNew} and \`customer.id\` != ''
    group by class having uniqExact(\`customer.id\`) >= {customersMin:UInt64})`
  return ctx.engine.query<ClassMinute>(
    `select classId, at, toInt64(sum(errors)) as errors, toInt64(sum(customers)) as customers from (
       select toString(class) as classId, ${at} as at, count() as errors, 0 as customers
       ${rows} and ${isSpread} group by classId, at
       union all
       select classId, at, 0 as errors, count() as customers from (
         select toString(class) as classId, \`customer.id\` as customer, min(${at}) as at
         ${rows} and ${isSpread} and \`customer.id\` != '' group by classId, customer
       ) group by classId, at
     ) group by classId, at order by at, classId`,
    { ...parameters, ...span, customersMin, newSince },
    { seconds },
  )
}

/** The first minute of which a table knows anything (since 1970). */
export async function findFirstMinute(ctx: Context, source: Source): Promise<number | undefined> {
  const { name, first } = tables[source]
  const [row] = await ctx.engine.query<{ rows: number; at: number }>(
    `select count() as rows, intDiv(toUnixTimestamp(${first}), 60) as at from ${name}`,
    {},
    { seconds },
  )
  return row === undefined || row.rows === 0 ? undefined : row.at
}
