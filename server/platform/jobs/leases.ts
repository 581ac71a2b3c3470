import pg from 'pg'
import type { Logger } from 'pino'
import type { DatabaseAddress } from '../database/open-database.ts'

/** What only one process does at a time: whoever holds it does it, until its connection ends. */
export interface Leases {
  /** Whether this process holds it, from now on if nobody did. Rejects where that cannot be found out. */
  hold(name: string): Promise<boolean>
  stop(): Promise<void>
}

const patience = {
  keepAlive: true,
  keepAliveInitialDelayMillis: 10_000,
  connectionTimeoutMillis: 10_000,
  query_timeout: 10_000,
}
/** For so long after an answer the connection is taken to be there. */
const trustMilliseconds = 5000

/**
 * Leases are advisory locks on a connection of their own. They end with the connection, so a killed process
 * gives its work to another within moments, without a clock that both would have to agree on.
 */
export function openLeases(address: DatabaseAddress, log: Logger): Leases {
  let connecting: Promise<pg.Client> | undefined
  const held = new Set<string>()
  let answeredAt = 0
  const connect = async (): Promise<pg.Client> => {
    const client = new pg.Client({ ...address, ...patience })
    client.on('error', (error) => log.warn({ error: error.message }, 'the connection of the leases was lost'))
    client.once('end', () => {
      held.clear()
      connecting = undefined
    })
    await client.connect()
    return client
  }
  const connected = (): Promise<pg.Client> =>
    (connecting ??= connect().catch((error: unknown) => {
      connecting = undefined
      throw error
    }))
  const ask = async (text: string, values: readonly string[] = []): Promise<boolean> => {
    const client = await connected()
    try {
      const { rows } = await client.query<{ held: boolean }>(text, [...values])
      answeredAt = performance.now()
      return rows[0]?.held === true
    } catch (error) {
      // One that does not answer is given up: its locks may be another's by now.
      client.end().catch(() => undefined)
      throw error
    }
  }
  const hasAnswered = (): boolean => performance.now() - answeredAt < trustMilliseconds
  return {
    hold: async (name) => {
      if (held.has(name)) return hasAnswered() || ask('select true as held')
      if (!(await ask('select pg_try_advisory_lock(hashtextextended($1, 5)) as held', [name]))) return false
      held.add(name)
      return true
    },
    stop: async () => {
      const client = await connecting?.catch(() => undefined)
      await client?.end()
    },
  }
}
