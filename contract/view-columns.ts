/** What a list may show of a ticket beside its number, its customer and its subject, in the order in which it stands. */
export const ticketColumnNames = [
  'waiting-on',
  'reply-due',
  'team-due',
  'owner',
  'priority',
  'opened',
  'last-message',
  'resolved',
  'mailbox',
  'messages',
] as const
export type TicketColumnName = (typeof ticketColumnNames)[number]

/** What every list shows where nobody chose. */
export const usualColumns: readonly TicketColumnName[] = ['waiting-on', 'reply-due', 'team-due', 'owner']

/** More are wider than a screen. */
export const columnsMax = 8

/** The key of the field of an organisation's own that a column shows; undefined for any other column. */
export const fieldOfColumn = (column: string): string | undefined => /^field:(.+)$/.exec(column)?.[1]
