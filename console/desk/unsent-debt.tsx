import { listUnsent } from '@bellwether/contract/desk.ts'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ask } from '../call.query.ts'
import { NoticeBar } from '../ui/notice-bar.tsx'
import { plural } from '../ui/figures.ts'
import { tx } from '../ui/rich-words.tsx'
import { t } from '../ui/words.ts'

const namedMost = 5

/** Replies of the reader that did not go out: on every screen until they have looked at them. */
export function UnsentDebt() {
  const unsent = useQuery(ask(listUnsent)).data?.items ?? []
  const stopped = unsent.filter(({ state }) => state === 'stopped')
  if (stopped.length === 0) return null
  const tickets = new Map(stopped.map(({ ticket }) => [ticket.id, ticket]))
  return (
    <NoticeBar label={t`Replies that did not go out`}>
      {tx`${plural(stopped.length, 'reply', 'replies')} of yours did not go out: ${[...tickets.values()]
        .slice(0, namedMost)
        .map(({ id, number }) => (
          <span key={id}>
            <Link to="/tickets/$number" params={{ number: String(number) }}>
              #{number}
            </Link>{' '}
          </span>
        ))}`}
      {tickets.size > namedMost && t`and ${tickets.size - namedMost} more`}
    </NoticeBar>
  )
}
