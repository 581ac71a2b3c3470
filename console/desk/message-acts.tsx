import type { Ticket, TimelineEntry } from '@bellwether/contract/desk.ts'
import { ForwardMessage } from './forwards/forward-message.tsx'
import { canBeMoved, MoveMessage } from './move-message.tsx'
import { SplitMessage } from './split-message.tsx'

interface MessageActsProps {
  ticket: Ticket
  message: Extract<TimelineEntry, { kind: 'message' }>
  /** With it the ticket began. */
  isFirst: boolean
}

/** What can be done with one message: passed on, made a ticket of its own, moved to another one. */
export function MessageActs({ ticket, message, isFirst }: MessageActsProps) {
  if (ticket.state === 'merged' || message.isAutomatic) return null
  return (
    <>
      <ForwardMessage ticket={ticket} message={message} />
      {canBeMoved(ticket, message) && (
        <>
          {!isFirst && <SplitMessage ticketId={ticket.id} messageId={message.id} />}
          <MoveMessage ticket={ticket} messageId={message.id} />
        </>
      )}
    </>
  )
}
