import { clockOf, installationChanged, loadInstallation } from '../installation/installation.ts'
import { listenForChanges } from '../platform/live/listen-for-changes.ts'
import { mailboxesChanged } from '../mail/mail.ts'
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
  return lookWhen(installationChanged.name, { database, log }, look)
}

/** Follows which mailboxes there are. */
export function followMailboxes({ database, surroundings: { log, mailboxes } }: Parts): { stop(): Promise<void> } {
  return lookWhen(mailboxesChanged.name, { database, log }, () => mailboxes.look())
}

/** Looks again when this was announced in whatever process, and after a gap in which it may have been. */
function lookWhen(
  announced: string,
  { database, log }: Pick<Parts, 'database'> & Pick<Parts['surroundings'], 'log'>,
  look: () => Promise<void>,
): { stop(): Promise<void> } {
  return listenForChanges(database.address, log, (payload) => {
    const { topic } = JSON.parse(payload) as { topic: string }
    if (topic !== announced && topic !== 'everything') return
    look().catch((error: Error) =>
      log.warn({ announced, error: error.message }, 'what was announced could not be read'),
    )
  })
}
