import { type ConnectionProvider, type DatabaseConnection, PostgresDialect, Transaction } from 'kysely'
import type { PlatformTables } from './platform.tables.ts'

/** A transaction is made with a dialect and never asks it: it has its compiler and its connection. */
const dialect = new PostgresDialect({ pool: () => Promise.reject(new Error('A transaction has its connection.')) })

/**
 * Works in the same transaction, in which what is asked at once goes out at once and PostgreSQL does it in that order;
 * Kysely alone asks one after the other and waits for each answer. Where `work` fails while a part of it goes on, the
 * part's next statement would come after the roll-back, and stay: so when `work` has ended nothing goes out any more.
 */
export async function pipelined<T>(
  db: Transaction<PlatformTables>,
  work: (db: Transaction<PlatformTables>) => Promise<T>,
): Promise<T> {
  const executor = db.getExecutor()
  const connection = await executor.provideConnection(async (connection) => connection)
  let isOver = false
  const provider: ConnectionProvider = {
    async provideConnection<U>(use: (connection: DatabaseConnection) => Promise<U>) {
      if (isOver) throw new Error('This statement comes after the end of its transaction.')
      return use(connection)
    },
  }
  const driver = dialect.createDriver()
  try {
    return await work(
      new Transaction({ config: { dialect }, dialect, driver, executor: executor.withConnectionProvider(provider) }),
    )
  } finally {
    isOver = true
  }
}
