import type { Context } from '../platform/context.ts'
import { findMailboxes, type MailboxRow } from './mailbox.store.ts'

/** The mailboxes in use, at hand wherever an address is looked at. */
export interface Mailboxes {
  /** As of the last look; the default first. */
  all(): readonly MailboxRow[]
  /** Looks at what they are now. */
  look(): Promise<void>
}

declare module '../platform/context.ts' {
  interface Surroundings {
    readonly mailboxes: Mailboxes
  }
}

/** Looks once, and again whenever it is told to: when they changed, in whatever process. */
export async function openMailboxes(db: Context['db']): Promise<Mailboxes> {
  let known = await findMailboxes({ db })
  return {
    all: () => known,
    look: async () => {
      known = await findMailboxes({ db })
    },
  }
}
