import type { Ticket } from '@bellwether/contract/desk.ts'
import { CommandButton } from '../ui/command-button.tsx'
import type { BoundCommand } from '../ui/commands.ts'
import { t } from '../ui/words.ts'
import { EmergencyMark } from './emergency-mark.tsx'
import { PriorityMark } from './priority-mark.tsx'
import { Tags } from './tags.tsx'
import { SideClock } from './ticket-clocks.tsx'
import { whoAsks } from './who-asks.ts'
import styles from './ticket-bar.module.css'

interface TicketBarProps {
  ticket: Ticket
  commands: readonly BoundCommand[]
}

/** The ticket in one line, while its header is out of sight. */
export function TicketBar({ ticket, commands }: TicketBarProps) {
  return (
    <div className={styles.stick}>
      <div className={styles.bar} role="region" aria-label={t`Ticket #${ticket.number} in short`}>
        <span className={styles.subject}>
          <span className={styles.number}>#{ticket.number}</span> {ticket.subject}
        </span>
        {ticket.isUrgent && <EmergencyMark />}
        <PriorityMark priority={ticket.priority} />
        <span className={styles.who}>{whoAsks(ticket)}</span>
        <SideClock clocks={ticket.clocks} side="customer" />
        <SideClock clocks={ticket.clocks} side="hand-off" />
        <span className={styles.who}>{ticket.owner?.name ?? t`nobody`}</span>
        <span className={styles.tags}>
          <Tags tags={ticket.tags} />
        </span>
        <span className={styles.acts}>
          <CommandButton commands={commands} id="desk.reply" size="compact-xs">
            {t`Reply`}
          </CommandButton>
          <CommandButton commands={commands} id="desk.hand-off" size="compact-xs">
            {t`Hand off`}
          </CommandButton>
          <CommandButton commands={commands} id="desk.resolve" size="compact-xs">
            {t`Resolve`}
          </CommandButton>
        </span>
      </div>
    </div>
  )
}
