import { eventKind } from '../platform/events/event.ts'

export const ticketOpened = eventKind<{ ticketId: string }>('desk.ticket-opened')
/** Of many at once, and all of the past: whoever acts on what happens now has nothing to do. */
export const ticketsImported = eventKind<Record<string, never>>('desk.tickets-imported')
export const ticketChanged = eventKind<{ ticketId: string }>('desk.ticket-changed')
export const ticketMerged = eventKind<{ ticketId: string; intoId: string }>('desk.ticket-merged')
export const customerWrote = eventKind<{ ticketId: string; messageId: string }>('desk.customer-wrote')
/** Without its team: every screen hears of it, and a private question is nobody's business. */
export const ticketHandedOff = eventKind<{ ticketId: string; handOffId: string }>('desk.ticket-handed-off')
export const handOffEnded = eventKind<{ ticketId: string; handOffId: string; outcome: string }>('desk.hand-off-ended')
/** Support replied to what a team asked back. */
export const handOffReplied = eventKind<{ ticketId: string; handOffId: string }>('desk.hand-off-replied')
/** What runs in a calendar follows other hours, or some of it. */
export const clocksRecounted = eventKind<{ calendarId: string }>('desk.clocks-recounted')
export const clockBreached = eventKind<{ ticketId: string; clockId: string }>('desk.clock-breached')
/** Something that is done to many tickets is further than it was. */
export const actWentOn = eventKind<{ actId: string }>('desk.act-went-on')
/** Somebody opened a ticket, writes on it, or left it; for the screens that show it. */
export const presenceChanged = eventKind<{ ticketId: string }>('desk.presence-changed')
/** Somebody looked at notes in which they were mentioned; for their own screens. */
export const mentionsSeen = eventKind<{ ticketId: string }>('desk.mentions-seen')
/** Somebody read a ticket, or follows it; for their own screens. */
export const ticketRead = eventKind<{ ticketId: string }>('desk.ticket-read')
/** Somebody wrote on, or sent, what they have not said; for their own screens. */
export const draftKept = eventKind<{ ticketId: string }>('desk.draft-kept')
