import { setTimeout as sleep } from 'node:timers/promises'
import type { Context } from '../platform/context.ts'
import { findFormerAddresses, findMailboxes, type MailboxRow } from './mailbox.store.ts'

/** The mailboxes in use, at hand wherever an address is looked at. */
export interface Mailboxes {
  /** As of the last look, none before the first; the default first. */
  all(): readonly MailboxRow[]
  /** Addresses that were taken away: mail to them is not wanted. */
  former(): readonly string[]
  /** Looks at what they are now. */
  look(): Promise<void>
  /** The same, a moment later where it was looked just now: strangers may ask for it as often as they like. */
  lookAtLeisure(): Promise<void>
}

declare module '../platform/context.ts' {
  interface Surroundings {
    readonly mailboxes: Mailboxes
  }
}

/** Between two looks that strangers asked for: who names addresses that nobody has makes us look. */
const leisureMilliseconds = 200

/** Looks whenever it is told to: when they changed, in whatever process. One look after the other, so that the last is the newest. */
export function openMailboxes(db: Context['db']): Mailboxes {
  let known: readonly MailboxRow[] = []
  let former: readonly string[] = []
  let lookedAt = -Infinity
  let last: Promise<void> = Promise.resolve()
  let leisurely: Promise<void> | undefined
  const find = async (): Promise<void> => {
    lookedAt = performance.now()
    former = await findFormerAddresses({ db })
    known = await findMailboxes({ db })
  }
  const look = (): Promise<void> => (last = last.catch(() => undefined).then(find))
  const lookLater = async (): Promise<void> => {
    await sleep(Math.max(0, lookedAt + leisureMilliseconds - performance.now()))
    leisurely = undefined
    await look()
  }
  return { all: () => known, former: () => former, look, lookAtLeisure: () => (leisurely ??= lookLater()) }
}
