import { clockOf, installationChanged, loadInstallation } from '../installation/installation.ts'
import { listenForChanges } from '../platform/live/listen-for-changes.ts'
import type { Parts } from './parts.ts'

/** Follows what the installation is: a demo that starts or ends in one process gives its clock to all of them. */
export function followInstallation({ clock, database, openedNetworks, surroundings: { log } }: Parts): {
  stop(): Promise<void>
} {
  const look = async (): Promise<void> => {
    const installation = await loadInstallation(database.kysely)
    clock.exchange(clockOf(installation))
    openedNetworks.setDemo(installation.kind === 'demo')
  }
  return listenForChanges(database.address, log, (payload) => {
    const { topic } = JSON.parse(payload) as { topic: string }
    if (topic !== installationChanged.name && topic !== 'everything') return
    look().catch((error: Error) => log.warn({ error: error.message }, 'what the installation is could not be read'))
  })
}
