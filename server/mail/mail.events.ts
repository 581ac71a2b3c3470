import { eventKind } from '../platform/events/event.ts'
import type { OutgoingMailRow } from './outgoing.store.ts'

/** One was added, changed or taken away: every process looks again. */
export const mailboxesChanged = eventKind<Record<string, never>>('mail.mailboxes-changed')

export const mailReceived = eventKind<{ mailId: string }>('mail.mail-received')

/** Handed to the next server; for the screens that show it as queued. */
export const mailSent = eventKind<{ mailId: string; kind: OutgoingMailRow['kind'] }>('mail.mail-sent')

/** A mail will not arrive at somebody who was to get it in Cc. */
export const copyFailed = eventKind<{ mailId: string; address: string }>('mail.copy-failed')

/** A mail will not arrive: refused for good or bounced (`failed`), or never let out by the brakes (`suppressed`). */
export const mailFailed = eventKind<{
  mailId: string
  kind: OutgoingMailRow['kind']
  state: 'failed' | 'suppressed'
}>('mail.mail-failed')
