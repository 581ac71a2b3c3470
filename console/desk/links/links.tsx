import { type LinkKind, type Ticket, unlinkTicket } from '@bellwether/contract/desk.ts'
import { ActionIcon } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useWrite } from '../../call.write.ts'
import { plural } from '../../ui/figures.ts'
import { Icon } from '../../ui/icon.tsx'
import { Mark } from '../../ui/mark.tsx'
import { t, translated } from '../../ui/words.ts'
import headerStyles from '../ticket-header.module.css'
import styles from './links.module.css'

const groups: readonly (readonly [LinkKind, string])[] = [
  ['parent', t`part of`],
  ['part', 'part'],
  ['related', 'related'],
]

/** The tickets that belong to this one, by what they are to it. */
export function Links({ ticket }: { ticket: Ticket }) {
  const unlink = useWrite(unlinkTicket, { refreshes: ['/api/desk'] })
  return groups.map(([kind, name]) => {
    const links = ticket.links.filter((one) => one.kind === kind)
    if (links.length === 0) return null
    const open = links.filter(({ state }) => state === 'open').length
    return (
      <p key={kind} className={headerStyles.from}>
        <Mark>{kind === 'part' ? t`${plural(links.length, 'part')}, ${open} open` : name}</Mark>
        {links.map(({ id, number, subject, state }) => (
          <span key={id} className={styles.link} data-ended={state !== 'open' || undefined}>
            <Link to="/tickets/$number" params={{ number: String(number) }}>
              #{number} {subject}
            </Link>
            {state !== 'open' && <span className={styles.state}>{translated(state)}</span>}
            <ActionIcon
              size={20}
              variant="subtle"
              color="gray"
              aria-label={t`Take away the link to #${number}`}
              onClick={() => unlink.mutate({ params: { id: ticket.id, linkedId: id } })}
            >
              <Icon name="cross" size={11} />
            </ActionIcon>
          </span>
        ))}
      </p>
    )
  })
}
