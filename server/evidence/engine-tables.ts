import { failureSeverities } from './event-fields.ts'

const severities = `(${[...failureSeverities].map((one) => `'${one}'`).join(', ')})`

/** The text behind an event's class. */
export const failureText = "if(`error.message` != '', `error.message`, body)"

/** A failure: a 5xx, a severity of ERROR and worse, or an error message that no good status denies. */
const isError = `\`http.response.status_code\` >= 500 or upper(severity_text) in ${severities}
  or (class != '' and (\`http.response.status_code\` >= 400 or (\`http.response.status_code\` = 0 and severity_text = '')))`

// What hardly repeats gains nothing from ZSTD and costs an eighth of all inserts.
const eventColumns = `
  timestamp DateTime64(3, 'UTC') codec(Delta(8), ZSTD(1)),
  kind LowCardinality(String) default 'request',
  \`service.name\` LowCardinality(String),
  \`service.version\` LowCardinality(String),
  \`host.name\` LowCardinality(String),
  \`customer.id\` LowCardinality(String),
  site LowCardinality(String),
  cdn LowCardinality(String),
  pop LowCardinality(String),
  feature LowCardinality(String),
  country LowCardinality(String),
  cache LowCardinality(String),
  severity_text LowCardinality(String),
  \`http.request.method\` LowCardinality(String),
  \`http.response.status_code\` UInt16,
  \`http.response.body.size\` UInt64 codec(LZ4),
  \`network.protocol.version\` LowCardinality(String),
  \`user_agent.original\` LowCardinality(String),
  \`url.path\` String codec(ZSTD(1)),
  \`url.query\` String codec(ZSTD(1)),
  \`client.address\` String codec(LZ4),
  \`request.id\` String codec(LZ4),
  \`trace.id\` String codec(LZ4),
  \`duration_ms\` Float32 codec(LZ4),
  body String codec(ZSTD(1)),
  \`error.message\` String codec(ZSTD(1)),
  \`error.type\` LowCardinality(String),
  class LowCardinality(String),
  attributes Map(LowCardinality(String), String) codec(ZSTD(1)),
  is_error UInt8 default ${isError}`

// A repeated batch with the same token is dropped, here and in the tables that the views fill.
const window = 'non_replicated_deduplication_window = 10000'

/**
 * Tables of the evidence engine. Partitions are dropped by `forgetOldEvidence`, not by a TTL: the
 * installation's clock decides what is old, and a demo's clock is not the engine's.
 */
const tables = [
  `create table if not exists evidence.events (${eventColumns},
    index by_request \`request.id\` type bloom_filter(0.01) granularity 4
  ) engine = MergeTree partition by toDate(timestamp)
    order by (toStartOfFiveMinutes(timestamp), \`customer.id\`, timestamp)
    settings ${window}`,
  `create table if not exists evidence.errors (${eventColumns})
    engine = MergeTree partition by toMonday(timestamp) order by (class, timestamp) settings ${window}`,
  `create materialized view if not exists evidence.errors_view to evidence.errors as
    select * from evidence.events where is_error or class != ''`,
  `create table if not exists evidence.requests_minute (
    minute DateTime('UTC'), \`service.name\` LowCardinality(String), \`service.version\` LowCardinality(String),
    feature LowCardinality(String), cdn LowCardinality(String), pop LowCardinality(String),
    \`host.name\` LowCardinality(String), kind LowCardinality(String),
    requests UInt64, errors UInt64, last_at SimpleAggregateFunction(max, DateTime64(3, 'UTC'))
  ) engine = SummingMergeTree((requests, errors)) partition by toMonday(minute)
    order by (minute, \`service.name\`, feature, cdn, pop, \`host.name\`, \`service.version\`, kind) settings ${window}`,
  `create materialized view if not exists evidence.requests_minute_view to evidence.requests_minute as
    select toStartOfMinute(timestamp) as minute, \`service.name\`, \`service.version\`, feature, cdn, pop, \`host.name\`,
      kind, count() as requests, sum(is_error) as errors, max(timestamp) as last_at
    from evidence.events
    group by minute, \`service.name\`, \`service.version\`, feature, cdn, pop, \`host.name\`, kind`,
  `create table if not exists evidence.customers_five_minutes (
    bucket DateTime('UTC'), \`customer.id\` LowCardinality(String), requests UInt64, errors UInt64
  ) engine = SummingMergeTree((requests, errors)) partition by toMonday(bucket)
    order by (bucket, \`customer.id\`) settings ${window}`,
  `create materialized view if not exists evidence.customers_five_minutes_view to evidence.customers_five_minutes as
    select toStartOfFiveMinutes(timestamp) as bucket, \`customer.id\`, count() as requests, sum(is_error) as errors
    from evidence.events group by bucket, \`customer.id\``,
  `create table if not exists evidence.classes_seen (
    class LowCardinality(String), day Date,
    first_at SimpleAggregateFunction(min, DateTime64(3, 'UTC')),
    last_at SimpleAggregateFunction(max, DateTime64(3, 'UTC')),
    events SimpleAggregateFunction(sum, UInt64), errors SimpleAggregateFunction(sum, UInt64),
    example SimpleAggregateFunction(anyLast, String)
  ) engine = AggregatingMergeTree partition by toMonday(day) order by (class, day) settings ${window}`,
  `create materialized view if not exists evidence.classes_seen_view to evidence.classes_seen as
    select class, toDate(timestamp) as day, min(timestamp) as first_at, max(timestamp) as last_at,
      count() as events, sum(is_error) as errors, anyLast(${failureText}) as example
    from evidence.events where class != '' group by class, day`,
]

export interface EvidenceMigration {
  readonly name: string
  /** The engine knows no transactions: each is harmless to repeat, since the step may end between two of them. */
  readonly statements: readonly string[]
}

/** In the order in which they are applied; what was released stays as it is, and a change is a further one. */
export const evidenceMigrations: readonly EvidenceMigration[] = [{ name: 'tables', statements: tables }]
