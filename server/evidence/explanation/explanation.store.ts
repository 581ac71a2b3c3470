import type { Context } from '../../platform/context.ts'
import { fieldKinds, rolledUpFields, sliceFields } from '../event-fields.ts'

/** Every question is bounded; what takes longer is cut off rather than kept waiting. */
const seconds = 15

const span = `timestamp >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') and timestamp < fromUnixTimestamp64Milli({to:Int64}, 'UTC')`
const minutes = `minute >= toDateTime(intDiv({from:Int64}, 60000) * 60, 'UTC') and minute < toDateTime(intDiv({to:Int64} + 59999, 1000), 'UTC')`

/** A stretch of time, in milliseconds since 1970. */
export interface Span {
  readonly from: number
  readonly to: number
}

export interface ClassFacts {
  readonly example: string
  readonly firstAt: number
  readonly lastAt: number
}

/** A class over all evidence that is kept. */
export async function findClass(ctx: Context, classId: string): Promise<ClassFacts | undefined> {
  const [row] = await ctx.engine.query<ClassFacts & { found: number }>(
    `select count() as found, anyLast(example) as example, toUnixTimestamp64Milli(min(first_at)) as firstAt,
       toUnixTimestamp64Milli(max(last_at)) as lastAt
     from evidence.classes_seen where class = {classId:String}`,
    { classId },
    { seconds },
  )
  return row === undefined || row.found === 0 ? undefined : row
}

export interface ErrorTotals {
  readonly errors: number
  readonly failures: number
  readonly customers: number
  readonly sites: number
  readonly firstAt: number
  readonly lastAt: number
  readonly services: readonly string[]
}

export async function findErrorTotals(ctx: Context, classId: string, time: Span): Promise<ErrorTotals> {
  const [row] = await ctx.engine.query<ErrorTotals>(
    `select count() as errors, sum(is_error) as failures,
       uniqExactIf(\`customer.id\`, \`customer.id\` != '') as customers, uniqExactIf(site, site != '') as sites,
       toUnixTimestamp64Milli(min(timestamp)) as firstAt, toUnixTimestamp64Milli(max(timestamp)) as lastAt,
       groupUniqArray(20)(toString(\`service.name\`)) as services
     from evidence.errors where class = {classId:String} and ${span}`,
    { classId, ...time },
    { seconds },
  )
  return row!
}

/** Hosts and the instants since when they run the deploy, as parameters of a query. */
export interface UpdatedHosts {
  readonly hosts: readonly string[]
  readonly times: readonly number[]
}

// An empty array has no type that `transform` accepts.
const updateParameters = ({ hosts, times }: UpdatedHosts) => ({ hosts: ['', ...hosts], times: [9e15, ...times] })
const isUpdated = `toUnixTimestamp64Milli(timestamp) + 5000 >=
  transform(toString(\`host.name\`), {hosts:Array(String)}, {times:Array(Int64)}, toInt64(9000000000000000))`

const fieldList = sliceFields.map((name) => `toString(\`${name}\`)`).join(', ')

export interface SampledRow {
  readonly at: number
  readonly host: string
  readonly fields: readonly string[]
  readonly attributes: Readonly<Record<string, string>>
}

/** Errors of a class; the same ones each time when there are more than `limit`. */
export async function findErrorSample(ctx: Context, classId: string, time: Span, limit: number): Promise<SampledRow[]> {
  return ctx.engine.query<SampledRow>(
    `select toUnixTimestamp64Milli(timestamp) as at, toString(\`host.name\`) as host, [${fieldList}] as fields, attributes
     from evidence.errors where class = {classId:String} and ${span}
     order by cityHash64(timestamp, \`request.id\`, \`customer.id\`) limit {limit:UInt32}`,
    { classId, ...time, limit },
    { seconds },
  )
}

/**
 * About `wanted` of all events, from at most six stretches of five minutes spread over the time; of
 * those on updated hosts only, where some are given.
 */
export async function findRequestSample(
  ctx: Context,
  time: Span,
  wanted: number,
  updated?: UpdatedHosts,
): Promise<SampledRow[]> {
  const bucket = 300_000
  const [first, last] = [Math.floor(time.from / bucket), Math.floor((time.to - 1) / bucket)]
  const count = Math.min(6, last - first + 1)
  const chosen = Array.from({ length: count }, (_, n) => first + Math.round(((n + 0.5) * (last - first)) / count))
  const buckets = [...new Set(chosen)].map((at) => (at * bucket) / 1000)
  const [total] = await ctx.engine.query<{ requests: number }>(
    `select sum(requests) as requests from evidence.requests_minute
     where has({buckets:Array(UInt32)}, toUnixTimestamp(toStartOfFiveMinutes(minute))) and ${minutes}
       ${updated === undefined ? '' : 'and has({hosts:Array(String)}, toString(`host.name`))'}`,
    { buckets, ...time, ...(updated === undefined ? {} : { hosts: updated.hosts }) },
    { seconds },
  )
  const every = Math.max(1, Math.ceil((total?.requests ?? 0) / wanted))
  return ctx.engine.query<SampledRow>(
    `select toUnixTimestamp64Milli(timestamp) as at, toString(\`host.name\`) as host, [${fieldList}] as fields, attributes
     from evidence.events
     where toStartOfFiveMinutes(timestamp) in (select toDateTime(arrayJoin({buckets:Array(UInt32)}), 'UTC')) and ${span}
       and cityHash64(timestamp, \`request.id\`, \`customer.id\`) % {every:UInt32} = 0
       ${updated === undefined ? '' : `and ${isUpdated}`}
     limit {limit:UInt32} settings timeout_overflow_mode = 'break'`,
    { buckets, ...time, every, limit: wanted * 2, ...(updated === undefined ? {} : updateParameters(updated)) },
    { seconds },
  )
}

/** Share of the traffic of some services that each host serves. */
export async function findTrafficShares(
  ctx: Context,
  services: readonly string[],
  time: Span,
): Promise<Map<string, number>> {
  const rows = await ctx.engine.query<{ host: string; requests: number }>(
    `select toString(\`host.name\`) as host, sum(requests) as requests from evidence.requests_minute
     where has({services:Array(String)}, toString(\`service.name\`)) and \`host.name\` != '' and ${minutes}
     group by host order by requests desc limit 5000`,
    { services, ...time },
    { seconds },
  )
  const total = rows.reduce((sum, row) => sum + row.requests, 0)
  return new Map(rows.map((row) => [row.host, row.requests / total]))
}

export async function countAllRequests(ctx: Context, time: Span): Promise<number> {
  const [row] = await ctx.engine.query<{ requests: number }>(
    `select sum(requests) as requests from evidence.requests_minute where ${minutes}`,
    { ...time },
    { seconds },
  )
  return row?.requests ?? 0
}

export interface HostErrors {
  readonly host: string
  readonly firstAt: number
  readonly errors: number
  /** Of these, after the host's update. */
  readonly placed: number
}

/** Errors of a class by host, split by whether the host was updated by then. */
export async function findErrorsByHost(
  ctx: Context,
  classId: string,
  time: Span,
  updated: UpdatedHosts,
): Promise<HostErrors[]> {
  return ctx.engine.query<HostErrors>(
    `select toString(\`host.name\`) as host, toUnixTimestamp64Milli(min(timestamp)) as firstAt, count() as errors,
       countIf(${isUpdated}) as placed
     from evidence.errors where class = {classId:String} and ${span}
     group by host order by firstAt limit 5000`,
    { classId, ...time, ...updateParameters(updated) },
    { seconds },
  )
}

/** A slice as a condition; a name that is no column is looked up among the further attributes. */
export function sliceSql(where: Readonly<Record<string, string>>): {
  sql: string
  parameters: Record<string, unknown>
} {
  const parameters: Record<string, unknown> = {}
  const parts = Object.entries(where).map(([attribute, value], at) => {
    parameters[`slice${at}`] = value
    if (attribute === 'class') return `class = {slice${at}:String}`
    if (fieldKinds.get(attribute) === 'text') return `\`${attribute}\` = {slice${at}:String}`
    if (fieldKinds.has(attribute)) return `toString(\`${attribute}\`) = {slice${at}:String}`
    parameters[`name${at}`] = attribute
    return `attributes[{name${at}:String}] = {slice${at}:String}`
  })
  return { sql: parts.length === 0 ? '1' : parts.join(' and '), parameters }
}

/** Customers with events in the slice, on updated hosts only where some are given. */
export async function countExposed(
  ctx: Context,
  where: Readonly<Record<string, string>>,
  time: Span,
  updated: UpdatedHosts | undefined,
): Promise<number> {
  const slice = sliceSql(where)
  const [row] = await ctx.engine.query<{ customers: number }>(
    `select uniqExactIf(\`customer.id\`, \`customer.id\` != '') as customers from evidence.events
     where ${slice.sql} and ${span} ${updated === undefined ? '' : `and ${isUpdated}`}
     settings timeout_overflow_mode = 'break'`,
    { ...slice.parameters, ...time, ...(updated === undefined ? {} : updateParameters(updated)) },
    { seconds },
  )
  return row?.customers ?? 0
}

/** Customers with events of whatever kind, from the roll-up: whole five minutes. */
export async function countCustomers(ctx: Context, time: Span): Promise<number> {
  const [row] = await ctx.engine.query<{ customers: number }>(
    `select uniqExactIf(\`customer.id\`, \`customer.id\` != '') as customers from evidence.customers_five_minutes
     where bucket >= toStartOfFiveMinutes(fromUnixTimestamp64Milli({from:Int64}, 'UTC'))
       and bucket < fromUnixTimestamp64Milli({to:Int64}, 'UTC')`,
    { ...time },
    { seconds },
  )
  return row?.customers ?? 0
}

export interface AffectedCustomer {
  readonly customerId: string
  readonly errors: number
  readonly firstAt: number
  readonly lastAt: number
  readonly sites: readonly string[]
}

/** Customers with errors of a class, most errors first. */
export async function findAffectedCustomers(
  ctx: Context,
  asked: { classId: string; where: Readonly<Record<string, string>>; time: Span },
  limit: number,
): Promise<AffectedCustomer[]> {
  const { classId, where, time } = asked
  const slice = sliceSql(where)
  return ctx.engine.query<AffectedCustomer>(
    `select toString(\`customer.id\`) as customerId, count() as errors, toUnixTimestamp64Milli(min(timestamp)) as firstAt,
       toUnixTimestamp64Milli(max(timestamp)) as lastAt, groupUniqArray(20)(toString(site)) as sites
     from evidence.errors where class = {classId:String} and \`customer.id\` != '' and ${slice.sql} and ${span}
     group by customerId order by errors desc, customerId limit {limit:UInt32}`,
    { classId, ...slice.parameters, ...time, limit },
    { seconds },
  )
}

/** How many customers had exactly n errors, for n up to 2 and above. */
export async function findSightings(ctx: Context, classId: string, time: Span): Promise<number[]> {
  const rows = await ctx.engine.query<{ errors: number; customers: number }>(
    `select least(errors, 3) as errors, count() as customers from (
       select count() as errors from evidence.errors where class = {classId:String} and \`customer.id\` != '' and ${span}
       group by \`customer.id\`
     ) group by errors`,
    { classId, ...time },
    { seconds },
  )
  return rows.flatMap((row) => Array.from({ length: row.customers }, () => row.errors))
}

export async function findErrorSeries(
  ctx: Context,
  classId: string,
  time: Span,
  stepSeconds: number,
): Promise<Map<number, number>> {
  const rows = await ctx.engine.query<{ at: number; errors: number }>(
    `select intDiv(toUnixTimestamp(timestamp), {step:UInt32}) * {step:UInt32} as at, count() as errors
     from evidence.errors where class = {classId:String} and ${span} group by at`,
    { classId, ...time, step: stepSeconds },
    { seconds },
  )
  return new Map(rows.map((row) => [row.at, row.errors]))
}

/** Beginning and end of all evidence, in milliseconds; undefined where there is none. */
export async function findEvidenceSpan(ctx: Context): Promise<Span | undefined> {
  const [row] = await ctx.engine.query<{ rows: number; from: number; to: number }>(
    `select count() as rows, toInt64(toUnixTimestamp(min(minute))) * 1000 as from, toUnixTimestamp64Milli(max(last_at)) as to
     from evidence.requests_minute`,
    {},
    { seconds },
  )
  return row === undefined || row.rows === 0 ? undefined : { from: row.from, to: row.to }
}

/** Errors of a class or slice, the requests of the slice, and the last error. */
export async function countInSlice(
  ctx: Context,
  asked: { classId?: string | undefined; where: Readonly<Record<string, string>>; time: Span },
): Promise<{ errors: number; requests: number; lastErrorAt: number | null }> {
  const slice = sliceSql(asked.where)
  const ofClass = asked.classId === undefined ? 'is_error' : 'class = {classId:String}'
  const parameters = {
    ...slice.parameters,
    ...asked.time,
    ...(asked.classId === undefined ? {} : { classId: asked.classId }),
  }
  const [found] = await ctx.engine.query<{ errors: number; last: number }>(
    `select count() as errors, toUnixTimestamp64Milli(max(timestamp)) as last
     from evidence.errors where ${ofClass} and ${slice.sql} and ${span}`,
    parameters,
    { seconds },
  )
  const isRolledUp = Object.keys(asked.where).every((attribute) => rolledUpFields.has(attribute))
  const [all] = await ctx.engine.query<{ requests: number }>(
    isRolledUp
      ? `select sum(requests) as requests from evidence.requests_minute where ${slice.sql} and ${minutes}`
      : `select count() as requests from evidence.events where ${slice.sql} and ${span}`,
    parameters,
    { seconds },
  )
  const errors = found?.errors ?? 0
  return { errors, requests: all?.requests ?? 0, lastErrorAt: errors === 0 ? null : (found?.last ?? null) }
}

export async function countMinutesWithTraffic(ctx: Context, time: Span): Promise<number> {
  const [row] = await ctx.engine.query<{ minutes: number }>(
    `select uniqExact(minute) as minutes from evidence.requests_minute where requests > 0 and ${minutes}`,
    { ...time },
    { seconds },
  )
  return row?.minutes ?? 0
}
