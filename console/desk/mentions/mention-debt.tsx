import { listMentions } from '@bellwether/contract/desk.ts'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ask } from '../../call.query.ts'
import { useMay } from '../../use-may.ts'
import { NoticeBar } from '../../ui/notice-bar.tsx'

const namedMost = 5

/** Where colleagues called the reader: on every screen until they have looked. */
export function MentionDebt() {
  const isReader = useMay('desk.read')
  const calls = useQuery({ ...ask(listMentions), enabled: isReader }).data?.items ?? []
  if (calls.length === 0) return null
  return (
    <NoticeBar label="Notes in which you were called">
      {calls.slice(0, namedMost).map(({ ticket, noteId, by, team }, index) => (
        <span key={noteId}>
          {index > 0 && '; '}
          {by} called {team ?? 'you'} on{' '}
          <Link to="/tickets/$number" params={{ number: String(ticket.number) }} hash={`entry-${noteId}`}>
            #{ticket.number}
          </Link>
        </span>
      ))}
      {calls.length > namedMost && ` and ${calls.length - namedMost} more`}
    </NoticeBar>
  )
}
