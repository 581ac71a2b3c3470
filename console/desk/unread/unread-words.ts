import type { UnreadTicket } from '@bellwether/contract/desk.ts'
import { t } from '../../ui/words.ts'

/** Who wrote, and how much, on a ticket that is not read. */
export const unreadWords = ({ count, newest: { kind, by } }: Pick<UnreadTicket, 'count' | 'newest'>): string => {
  const what = kind === 'note' ? t`${by} wrote a note` : t`${by} wrote`
  return count === 1 ? what : t`${what}, and ${count - 1} more`
}
