import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { OutgoingMailRow } from './outgoing.store.ts'

type Kept = Pick<OutgoingMailRow, 'id' | 'createdAt'>

/** Where mails are kept while no server is set that takes them. */
export const outboxFolder = (dataFolder: string): string => join(dataFolder, 'outbox')

export const outboxFile = ({ id, createdAt }: Kept): string =>
  `${createdAt.toISOString().replaceAll(':', '')}-${id}.eml`

/** Removes mails from the folder; those that are not there are gone already. */
export async function removeFromOutbox(dataFolder: string, mails: readonly Kept[]): Promise<void> {
  for (const mail of mails) await rm(join(outboxFolder(dataFolder), outboxFile(mail)), { force: true })
}
