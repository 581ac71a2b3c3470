import type { UnreadTicket } from '@bellwether/contract/desk.ts'

/** Who wrote, and how much, on a ticket that is not read. */
export const unreadWords = ({ count, newest: { kind, by } }: Pick<UnreadTicket, 'count' | 'newest'>): string => {
  const what = kind === 'note' ? `${by} wrote a note` : `${by} wrote`
  return count === 1 ? what : `${what}, and ${count - 1} more`
}
