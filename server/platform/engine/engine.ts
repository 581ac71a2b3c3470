/** Whether the evidence engine can be asked at the moment, and if not, why. */
export type EngineState = { state: 'ready' } | { state: 'starting' | 'restarting' | 'off'; reason: string }

export interface InsertBytes {
  /** `schema.table` */
  readonly table: string
  /** NDJSON, one row a line, handed to the engine as it is. */
  readonly rows: Buffer
  /** Makes a repeated insert of the same batch harmless. */
  readonly deduplicationToken: string
}

/**
 * The ClickHouse engine: the embedded one in a child process or a server behind CLICKHOUSE_URL, the
 * same client and the same SQL. Every method throws the problem `evidence-unavailable` (503) while
 * the engine is not ready.
 */
export interface Engine {
  state(): EngineState
  /** Rows of a select. Values are always parameters, `{name:Type}` in the SQL, never part of its text. */
  query<Row>(sql: string, parameters?: Record<string, unknown>, limits?: { seconds?: number }): Promise<Row[]>
  /** A statement without rows. */
  command(sql: string, parameters?: Record<string, unknown>): Promise<void>
  /** Inserts NDJSON bytes as they are; resolves when the engine has acknowledged them. */
  insert(batch: InsertBytes): Promise<void>
  stop(): Promise<void>
}
