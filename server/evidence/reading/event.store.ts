import type { Context } from '../../platform/context.ts'
import { failureText } from '../engine-tables.ts'
import { fieldKinds, panelFields } from '../event-fields.ts'
import type { FilterSql } from './event-filter.ts'
import type { BesideBefore, GoodEvents } from './unusual.rules.ts'

const seconds = 20
const besideMax = 2000
const isSince = "timestamp >= fromUnixTimestamp64Milli({since:Int64}, 'UTC')"
const tableOf = (filter: FilterSql): string => (filter.isWithinErrors ? 'evidence.errors' : 'evidence.events')

export type EventRow = Record<string, unknown> & {
  timestamp: string
  attributes: Record<string, string>
  class: string
  is_error: number
}

const columns = [...fieldKinds.keys()].map((name) => `\`${name}\``).join(', ')

/** Events of a filter, the newest first, after `skip` of those at exactly `before`. */
export async function findEvents(
  ctx: Context,
  filter: FilterSql,
  page: { before: number; skip: number; limit: number },
): Promise<EventRow[]> {
  return ctx.engine.query<EventRow>(
    `select ${columns}, class, attributes, is_error from ${tableOf(filter)}
     where ${filter.sql} and timestamp <= fromUnixTimestamp64Milli({before:Int64}, 'UTC')
     order by timestamp desc, \`request.id\`, cityHash64(\`host.name\`, \`customer.id\`, \`url.path\`, body, \`error.message\`)
     limit {limit:UInt32} offset {skip:UInt32}`,
    { ...filter.parameters, ...page },
    { seconds },
  )
}

/** Events and errors in steps of `stepSeconds`, in the order of time. */
export async function findTimeline(ctx: Context, filter: FilterSql, stepSeconds: number) {
  return ctx.engine.query<{ at: number; events: number; errors: number }>(
    `select intDiv(toUnixTimestamp(timestamp), {step:UInt32}) * {step:UInt32} as at, count() as events, sum(is_error) as errors
     from ${tableOf(filter)} where ${filter.sql} group by at order by at`,
    { ...filter.parameters, step: stepSeconds },
    { seconds },
  )
}

/** The same from the roll-up: for a filter that says nothing but when. */
export async function findWholeTimeline(ctx: Context, from: Date, to: Date, stepSeconds: number) {
  return ctx.engine.query<{ at: number; events: number; errors: number }>(
    `select intDiv(toUnixTimestamp(minute), {step:UInt32}) * {step:UInt32} as at, sum(requests) as events, sum(errors) as errors
     from evidence.requests_minute where minute >= toDateTime({from:Int64}, 'UTC') and minute < toDateTime({to:Int64}, 'UTC')
     group by at order by at`,
    { from: Math.floor(from.getTime() / 1000), to: Math.ceil(to.getTime() / 1000), step: stepSeconds },
    { seconds },
  )
}

/** What our own probes saw, in steps of time; a mean is that of the looks that were as expected. */
export async function findProbeTimes(ctx: Context, span: { from: number; to: number; step: number }) {
  return ctx.engine.query<{ probeId: string; at: number; answers: number; milliseconds: number; failed: number }>(
    `select attributes['probe.id'] as probeId, intDiv(toUnixTimestamp(timestamp), {step:UInt32}) * {step:UInt32} as at,
       countIf(not is_error) as answers, round(avgIf(duration_ms, not is_error), 1) as milliseconds, sum(is_error) as failed
     from evidence.events
     where timestamp >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') and timestamp <= fromUnixTimestamp64Milli({to:Int64}, 'UTC')
       and kind = 'probe' and match(probeId, '^[0-9a-f]{8}-[0-9a-f-]{27}$')
     group by probeId, at order by probeId, at`,
    span,
    { seconds },
  )
}

export interface AttributeValue {
  readonly attribute: string
  readonly value: string
  readonly events: number
  readonly errors: number
}

export async function countEvents(ctx: Context, filter: FilterSql): Promise<number> {
  const [row] = await ctx.engine.query<{ events: number }>(
    `select count() as events from ${tableOf(filter)} where ${filter.sql}`,
    filter.parameters,
    { seconds },
  )
  return row?.events ?? 0
}

/** The most frequent values of each attribute among every n-th event; counts stand for all. */
export async function findAttributeValues(
  ctx: Context,
  filter: FilterSql,
  sample: { every: number; valuesMax: number },
): Promise<AttributeValue[]> {
  const pairs = panelFields.map((name) => `('${name}', toString(\`${name}\`))`).join(', ')
  return ctx.engine.query<AttributeValue>(
    `select pair.1 as attribute, pair.2 as value, count() * {every:UInt32} as events, sum(is_error) * {every:UInt32} as errors
     from (
       select is_error, arrayJoin(arrayConcat([${pairs}],
         arrayMap((name, value) -> (name, value), mapKeys(attributes)::Array(String), mapValues(attributes)))) as pair
       from ${tableOf(filter)} where ${filter.sql} and cityHash64(timestamp, \`request.id\`) % {every:UInt32} = 0
     )
     where value != '' and value != '0'
     group by attribute, value
     order by attribute, errors desc, events desc, value
     limit {valuesMax:UInt32} by attribute
     limit 2000`,
    { ...filter.parameters, ...sample },
    { seconds },
  )
}

export interface ClassRow {
  readonly class: string
  readonly example: string
  readonly errors: number
  readonly customers: number
  readonly firstSeenAt: string
  readonly lastSeenAt: string
}

/** Classes with events in the filter, the most frequent first. */
export async function findClasses(ctx: Context, filter: FilterSql, limit: number): Promise<ClassRow[]> {
  return ctx.engine.query<ClassRow>(
    `select found.class as class, found.example as example, found.errors as errors, found.customers as customers,
       seen.first_seen as firstSeenAt, found.last_at as lastSeenAt
     from (
       select class, anyLast(${failureText}) as example, count() as errors, max(timestamp) as last_at,
         uniqExactIf(\`customer.id\`, \`customer.id\` != '') as customers
       from evidence.errors where class != '' and ${filter.sql}
       group by class order by errors desc, class limit {limit:UInt32}
     ) as found
     inner join (
       select class, min(first_at) as first_seen from evidence.classes_seen group by class
     ) as seen on seen.class = found.class
     order by errors desc, class`,
    { ...filter.parameters, limit },
    { seconds },
  )
}

interface ClassBeside extends BesideBefore {
  readonly class: string
  readonly since: number
}

/** How often each class came at `from` or later, and before, and the first of them since (milliseconds). */
export async function findClassesBeside(ctx: Context, filter: FilterSql, from: Date): Promise<ClassBeside[]> {
  return ctx.engine.query<ClassBeside>(
    `select class, countIf(${isSince}) as now, countIf(not ${isSince}) as before,
       toUnixTimestamp64Milli(minIf(timestamp, ${isSince})) as since
     from evidence.errors where class != '' and ${filter.sql}
     group by class having now > 0 order by now desc, class limit ${besideMax}`,
    { ...filter.parameters, since: from.getTime() },
    { seconds },
  )
}

/** Events without an error in steps of five minutes, by when each begins (milliseconds); of all events from the roll-up. */
export async function findGoodEvents(ctx: Context, filter: FilterSql): Promise<GoodEvents[]> {
  const step = (column: string): string => `toUnixTimestamp(toStartOfInterval(${column}, interval 5 minute)) * 1000`
  return ctx.engine.query<GoodEvents>(
    filter.isPlain
      ? `select ${step('minute')} as at, sum(requests - errors) as events from evidence.requests_minute
         where minute >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') and minute < fromUnixTimestamp64Milli({to:Int64}, 'UTC')
         group by at order by at`
      : `select ${step('timestamp')} as at, count() as events from evidence.events
         where not is_error and ${filter.sql} group by at order by at`,
    filter.parameters,
    { seconds },
  )
}
