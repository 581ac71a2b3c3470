import pg from 'pg'
import type { Logger } from 'pino'
import type { DatabaseAddress } from '../database/open-database.ts'

/** What only one process does at a time: whoever holds it does it, until its connection ends. */
export interface Leases {
  /** Whether this process holds it, from now on if nobody did. */
  hold(name: string): Promise<boolean>
  stop(): Promise<void>
}

/**
 * Leases are advisory locks on a connection of their own. They end with the connection, so a killed process
 * gives its work to another within moments, without a clock that both would have to agree on.
 */
export function openLeases(address: DatabaseAddress, log: Logger): Leases {
  let connecting: Promise<pg.Client> | undefined
  const held = new Set<string>()
  const connect = async (): Promise<pg.Client> => {
    const client = new pg.Client({ ...address, keepAlive: true, connectionTimeoutMillis: 10_000 })
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
  return {
    hold: async (name) => {
      const client = await connected()
      if (held.has(name)) return true
      const { rows } = await client.query<{ held: boolean }>(
        `select pg_try_advisory_lock(hashtextextended($1, 5)) as held`,
        [name],
      )
      if (rows[0]?.held) held.add(name)
      return held.has(name)
    },
    stop: async () => {
      const client = await connecting?.catch(() => undefined)
      await client?.end()
    },
  }
}
