import { setTimeout as sleep } from 'node:timers/promises'
import type { Context } from '../platform/context.ts'
import { findMailboxes, type MailboxRow } from './mailbox.store.ts'

/** The mailboxes in use, at hand wherever an address is looked at. */
export interface Mailboxes {
  /** As of the last look, none before the first; the default first. */
  all(): readonly MailboxRow[]
  /** Looks at what they are now, or a moment later: whoever asks meanwhile gets the same look. */
  look(): Promise<void>
}

declare module '../platform/context.ts' {
  interface Surroundings {
    readonly mailboxes: Mailboxes
  }
}

/** A stranger who names addresses that nobody has makes us look: not more often than this. */
const paceMilliseconds = 200

/** Looks whenever it is told to: when they changed, in whatever process. One look after the other, so that the last is the newest. */
export function openMailboxes(db: Context['db']): Mailboxes {
  let known: readonly MailboxRow[] = []
  let lookedAt = -Infinity
  let last: Promise<void> = Promise.resolve()
  let waiting: Promise<void> | undefined
  const look = async (): Promise<void> => {
    await sleep(Math.max(0, lookedAt + paceMilliseconds - performance.now()))
    waiting = undefined
    lookedAt = performance.now()
    known = await findMailboxes({ db })
  }
  return {
    all: () => known,
    look: () => (waiting ??= last = last.catch(() => undefined).then(look)),
  }
}
