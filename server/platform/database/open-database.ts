import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { Logger } from 'pino'
import { noteWait, waitFor } from '../log/waits.ts'
import type { PlatformTables } from './platform.tables.ts'
import { preparedClient } from './prepared-client.ts'
import { RecordsCompiler } from './records-compiler.ts'

// Counts and sizes fit a double; text would only move the conversion into every caller.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)

/** Where PostgreSQL listens, as `pg` takes it. */
export type DatabaseAddress = { connectionString: string } | { host: string; user: string; database: string }

export interface Database {
  readonly kysely: Kysely<PlatformTables>
  readonly address: DatabaseAddress
  close(): Promise<void>
}

/**
 * Nothing waits for ever: for a free connection, for a statement, or for a transaction that forgot to
 * end. What runs longer is a fault, and one such statement must not hold everything else.
 */
const timeouts = {
  connectionTimeoutMillis: 10_000,
  statement_timeout: 30_000,
  idle_in_transaction_session_timeout: 60_000,
}

class RecordsDialect extends PostgresDialect {
  override createQueryCompiler(): RecordsCompiler {
    return new RecordsCompiler()
  }
}

/** Opens a pool of connections; a patient one waits for a migration of any length. A lost connection is logged, never fatal: the next query opens another. */
export function openDatabase(
  address: DatabaseAddress,
  log: Logger,
  { connections = 10, isPatient = false }: { connections?: number; isPatient?: boolean } = {},
): Database {
  // The pool waits for what this returns, though its types do not say so.
  const onConnect = commitDurably as (client: pg.ClientBase) => void
  const pool = new pg.Pool({ ...address, max: connections, pipeline: true, onConnect, ...(isPatient ? {} : timeouts) })
  pool.on('error', (error) => log.warn({ error: error.message }, 'a database connection was lost'))
  // The pool listens to idle connections alone; one lost between two statements of a transaction would
  // end the process. Its next statement fails anyway.
  pool.on('connect', (client) => client.on('error', () => undefined))
  const kysely = new Kysely<PlatformTables>({
    dialect: new RecordsDialect({
      pool: {
        options: pool.options,
        connect: async () => preparedClient(await waitFor('connection', () => pool.connect())),
        end: () => pool.end(),
      },
    }),
    log: ({ queryDurationMillis }) => noteWait('records', queryDurationMillis),
  })
  return { kysely, address, close: () => kysely.destroy() }
}

/** What we answered for must outlive a power cut, whatever the database was told to be content with. */
async function commitDurably(client: pg.ClientBase): Promise<void> {
  await client.query(
    `select set_config('synchronous_commit', 'on', false) where current_setting('synchronous_commit') in ('off', 'local')`,
  )
}
