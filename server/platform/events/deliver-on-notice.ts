import { setTimeout } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { DatabaseAddress } from '../database/open-database.ts'
import { listenForChanges } from '../live/listen-for-changes.ts'
import type { Notified } from './announce.ts'

/** What one transaction announced, and often the next, is delivered in one turn. */
const gatheredMilliseconds = 20

/**
 * Delivers soon after a transaction that announced something has ended; a loop does it besides, for what
 * was missed. Notices that come during a delivery are answered by one more.
 */
export function deliverOnNotice(
  address: DatabaseAddress,
  log: Logger,
  deliver: () => Promise<unknown>,
): { stop(): Promise<void> } {
  let running: Promise<void> | undefined
  let isAsked = false
  const run = async (): Promise<void> => {
    while (isAsked) {
      await setTimeout(gatheredMilliseconds)
      isAsked = false
      await deliver().catch((error: Error) => log.warn({ error: error.message }, 'facts wait to be delivered'))
    }
    running = undefined
  }
  const listener = listenForChanges(address, log, (payload) => {
    if ((JSON.parse(payload) as Notified).isPassing) return
    isAsked = true
    running ??= run()
  })
  return {
    stop: async () => {
      await listener.stop()
      await running
    },
  }
}
