import { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { ClickHouseError, ClickHouseLogLevel, createClient, type ClickHouseSettings } from '@clickhouse/client'
import { evidenceUnavailable } from '@bellwether/contract/evidence.ts'
import { said } from '@bellwether/contract/said.ts'
import { Problem } from '../problem.ts'
import type { Engine } from './engine.ts'

export type EngineClient = Omit<Engine, 'state' | 'stop'> & { ping(): Promise<boolean>; close(): Promise<void> }

const secondsMax = 30
/** How much longer than the query's own limit the client waits: time in the queue. */
const patienceMilliseconds = 120_000

/** Numbers as numbers, instants as ISO 8601 in UTC, whatever the server's own defaults are. */
const answerSettings: ClickHouseSettings = {
  output_format_json_quote_64bit_integers: 0,
  date_time_output_format: 'iso',
}

const insertSettings: ClickHouseSettings = {
  date_time_input_format: 'best_effort',
  input_format_null_as_default: 1,
  // Without it a repeated batch is dropped from the table and yet counted again in its views.
  deduplicate_blocks_in_dependent_materialized_views: 1,
  // The views of one block are filled side by side: a third more rows a second on two cores.
  parallel_view_processing: 1,
}

/** Speaks to an engine by HTTP, the embedded one and a server alike. */
export function engineClient(url: string, token?: string): EngineClient {
  const client = createClient({
    url,
    ...(token === undefined ? {} : { access_token: token }),
    // Failures are thrown, and logged by whoever knows what they mean; its own lines would go past the log.
    log: { level: ClickHouseLogLevel.OFF },
    request_timeout: patienceMilliseconds,
    max_open_connections: 16,
    keep_alive: { enabled: true, idle_socket_ttl: 2000 },
  })
  return {
    query: async <Row>(sql: string, parameters: Record<string, unknown> = {}, limits: { seconds?: number } = {}) => {
      const max_execution_time = limits.seconds ?? secondsMax
      return translating(async () => {
        const clickhouse_settings = { ...answerSettings, max_execution_time }
        const answer = await client.query({
          query: sql,
          query_params: parameters,
          format: 'JSONEachRow',
          clickhouse_settings,
        })
        return answer.json<Row>()
      })
    },
    command: async (sql, parameters = {}) => {
      await translating(() => client.command({ query: sql, query_params: parameters }))
    },
    insert: async ({ table, rows, deduplicationToken }) => {
      await translating(async () => {
        const { stream } = await client.exec({
          query: `insert into ${table} format JSONEachRow`,
          values: Readable.from([rows], { objectMode: false }),
          clickhouse_settings: { ...insertSettings, insert_deduplication_token: deduplicationToken },
        })
        stream.resume()
        await finished(stream)
      })
    },
    ping: async () => (await client.ping()).success,
    close: () => client.close(),
  }
}

/** TIMEOUT_EXCEEDED, TOO_MANY_SIMULTANEOUS_QUERIES, MEMORY_LIMIT_EXCEEDED: try again with less, not a bug. */
const passing: Record<string, string> = {
  159: said`The question took too long. Ask for a shorter time or fewer customers.`,
  202: said`Too many questions are waiting. Ask again in a moment.`,
  241: said`The question needs too much memory. Ask for a shorter time.`,
}

async function translating<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof ClickHouseError) {
      const detail = passing[error.code]
      if (detail === undefined) throw error
      throw new Problem(evidenceUnavailable, detail, { retryAfterSeconds: 5 })
    }
    if (isLostConnection(error)) {
      throw new Problem(evidenceUnavailable, said`The evidence engine went away during the question.`, {
        retryAfterSeconds: 5,
      })
    }
    throw error
  }
}

function isLostConnection(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? String(error.code) : ''
  return (
    ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOTFOUND', 'ETIMEDOUT', 'ERR_STREAM_PREMATURE_CLOSE'].includes(code) ||
    /socket hang up|premature close|timeout error|aborted|closed/i.test(error.message)
  )
}
