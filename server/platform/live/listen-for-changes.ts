import pg from 'pg'
import type { Logger } from 'pino'
import type { DatabaseAddress } from '../database/open-database.ts'
import { liveChannel } from '../events/announce.ts'

const reconnectMilliseconds = 500

/**
 * LISTEN on one connection of its own, which is opened again when it is lost. Whenever it begins to listen, the
 * change `everything` says that something may have been missed before.
 */
export function listenForChanges(
  address: DatabaseAddress,
  log: Logger,
  onChange: (payload: string) => void,
): { stop(): Promise<void> } {
  let client: pg.Client | undefined
  let stopped = false
  const connect = async (): Promise<void> => {
    if (stopped) return
    const next = new pg.Client({ ...address, keepAlive: true })
    next.on('error', () => undefined)
    next.once('end', () => setTimeout(() => void connect(), reconnectMilliseconds).unref())
    next.on('notification', ({ payload }) => onChange(payload ?? '{}'))
    try {
      await next.connect()
      await next.query(`listen ${liveChannel}`)
      onChange(JSON.stringify({ topic: 'everything', ids: {} }))
      client = next
    } catch (error) {
      log.warn({ error: (error as Error).message }, 'live updates wait for the database')
      await next.end().catch(() => undefined)
    }
  }
  void connect()
  return {
    stop: async () => {
      stopped = true
      await client?.end().catch(() => undefined)
    },
  }
}
