import type { Ticket } from '@bellwether/contract/desk.ts'
import { Link } from '@tanstack/react-router'
import { CommandButton } from '../ui/command-button.tsx'
import type { BoundCommand } from '../ui/commands.ts'
import { Mark } from '../ui/mark.tsx'
import { t, translated } from '../ui/words.ts'
import styles from './ticket-header.module.css'

/** The ticket whose number or ids the mail used, why it is one of its own, and the button that makes both one. */
export function Related({ ticket, commands }: { ticket: Ticket; commands: readonly BoundCommand[] }) {
  return ticket.related.map(({ id, number, subject, why }) => (
    <p key={id} className={styles.from}>
      <Mark tone="warn" title={translated(why)}>
        {t`related`}
      </Mark>
      <Link to="/tickets/$number" params={{ number: String(number) }}>
        #{number} {subject}
      </Link>
      <span className={styles.contact}>{translated(why)}</span>
      <CommandButton commands={commands} id="desk.merge">
        {t`Merge into #${number}`}
      </CommandButton>
    </p>
  ))
}
