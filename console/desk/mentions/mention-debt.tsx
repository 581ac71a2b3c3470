import { listMentions, type Mention } from '@bellwether/contract/desk.ts'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ask } from '../../call.query.ts'
import { tx } from '../../ui/rich-words.tsx'
import { t } from '../../ui/words.ts'
import { useMay } from '../../use-may.ts'
import { NoticeBar } from '../../ui/notice-bar.tsx'

const namedMost = 3

/** Where colleagues mentioned the reader: on every screen until they have looked. */
export function MentionDebt() {
  const isReader = useMay('desk.read')
  const mentions = useQuery({ ...ask(listMentions), enabled: isReader }).data?.items ?? []
  if (mentions.length === 0) return null
  const byTicket = [...Map.groupBy(mentions, ({ ticket }) => ticket.id).values()]
  return (
    <NoticeBar label={t`Notes in which you were mentioned`} icon="person">
      {byTicket.slice(0, namedMost).map((some, index) => (
        <span key={some[0]?.ticket.id}>
          {index > 0 && '; '}
          <OfTicket mentions={some} />
        </span>
      ))}
      {byTicket.length > namedMost && ` ${t`and ${byTicket.length - namedMost} more`}`}
    </NoticeBar>
  )
}

function OfTicket({ mentions }: { mentions: readonly Mention[] }) {
  const [newest] = mentions
  if (newest === undefined) return null
  const { ticket, noteId, team } = newest
  return tx`${[...new Set(mentions.map(({ by }) => by))].join(', ')} mentioned ${team ?? t`you`} on ${(
    <Link to="/tickets/$number" params={{ number: String(ticket.number) }} hash={`entry-${noteId}`}>
      #{ticket.number} {ticket.subject}
    </Link>
  )}`
}
