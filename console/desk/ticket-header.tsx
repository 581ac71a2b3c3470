import type { Present, Ticket } from '@bellwether/contract/desk.ts'
import { useDocumentTitle } from '@mantine/hooks'
import { Link, useRouter } from '@tanstack/react-router'
import { CommandButton } from '../ui/command-button.tsx'
import { CommandMenu } from '../ui/command-menu.tsx'
import type { BoundCommand } from '../ui/commands.ts'
import { Moment } from '../ui/clock.tsx'
import { Icon } from '../ui/icon.tsx'
import { Mark } from '../ui/mark.tsx'
import { lastList } from '../ui/last-list.ts'
import { t } from '../ui/words.ts'
import { WaitingOnWords } from './waiting-on.tsx'
import { CustomerMarks } from './customer-marks.tsx'
import { FieldFacts } from './fields/field-facts.tsx'
import { Participants } from './participants.tsx'
import { OthersHere } from './presence.tsx'
import { Links } from './links/links.tsx'
import { MergedHere } from './merged-here.tsx'
import { Related } from './related.tsx'
import { Tags } from './tags.tsx'
import { EmergencyMark } from './emergency-mark.tsx'
import { StandingMarks } from './standing-marks.tsx'
import { SideClock } from './ticket-clocks.tsx'
import styles from './ticket-header.module.css'

const isRemoved = ({ state }: Ticket): boolean => state === 'spam' || state === 'trash'

interface TicketHeaderProps {
  ticket: Ticket
  others: readonly Present[]
  commands: readonly BoundCommand[]
}

/** To where the ticket was opened from. */
function BackToList() {
  const { history } = useRouter()
  const href = lastList()
  const isQueue = href.startsWith('/desk')
  return (
    <a
      href={href}
      className={styles.up}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return
        event.preventDefault()
        history.push(href)
      }}
    >
      <Icon name="back" size={13} /> {isQueue ? t`Queue` : t`Back`}
    </a>
  )
}

export function TicketHeader({ ticket, others, commands }: TicketHeaderProps) {
  useDocumentTitle(`#${ticket.number} ${ticket.subject} · Bellwether`)
  return (
    <header className={styles.header}>
      <div className={styles.path}>
        <BackToList />
        <span className={styles.number}>#{ticket.number}</span>
        <TicketMarks ticket={ticket} />
        <OthersHere others={others} />
      </div>
      <h1 dir="auto">{ticket.subject}</h1>
      <From ticket={ticket} />
      <Participants participants={ticket.participants} />
      <Related ticket={ticket} commands={commands} />
      <Links ticket={ticket} />
      <MergedHere ticket={ticket} />
      <dl className={styles.facts}>
        {isRemoved(ticket) ? (
          <Fact name={ticket.state === 'spam' ? t`In spam since` : t`In the trash since`}>
            <Moment at={ticket.waitingOn.since} />
          </Fact>
        ) : ticket.waitingOn.holder === 'nobody' ? (
          <Fact name={t`Done since`}>
            <Moment at={ticket.waitingOn.since} />
          </Fact>
        ) : (
          <Fact name={t`Waiting on`}>
            <strong className={styles.waiting} data-holder={ticket.waitingOn.holder}>
              <WaitingOnWords waitingOn={ticket.waitingOn} />
            </strong>
          </Fact>
        )}
        {ticket.waitingOn.incidents.length > 0 && (
          <Fact name={t`Told of`}>
            {ticket.waitingOn.incidents.map(({ id, name, path }) => (
              <Link key={id} to={path}>
                {name}{' '}
              </Link>
            ))}
          </Fact>
        )}
        <FieldFacts values={ticket.fields} />
        <Fact name={t`Owner`}>{ticket.owner?.name ?? (ticket.state === 'open' ? t`nobody yet` : t`nobody`)}</Fact>
        <div className={styles.clocks}>
          <dt className="visually-hidden">{t`Clocks`}</dt>
          <dd>
            <SideClock clocks={ticket.clocks} side="customer" withLabel />
            <SideClock clocks={ticket.clocks} side="hand-off" withLabel />
          </dd>
        </div>
      </dl>
      <TicketActions ticket={ticket} commands={commands} />
    </header>
  )
}

function TicketMarks({ ticket }: { ticket: Ticket }) {
  return (
    <>
      {ticket.isUrgent && <EmergencyMark />}
      <StandingMarks ticket={ticket} />
      {ticket.state === 'resolved' && (
        <Mark tone="good" icon="check">
          {t`resolved`}
        </Mark>
      )}
      {ticket.isDocumented === false && <Mark tone="warn">{t`doc debt`}</Mark>}
      {ticket.state === 'spam' && <Mark tone="warn">{t`in spam`}</Mark>}
      {ticket.state === 'trash' && <Mark tone="warn">{t`in the trash`}</Mark>}
      {ticket.isFollowed && <Mark title={t`You are told what others write here`}>{t`followed`}</Mark>}
      <Tags tags={ticket.tags} />
    </>
  )
}

const lessOften = [
  'desk.set-fields',
  'desk.prioritize',
  'desk.follow',
  'desk.link',
  'desk.merge',
  'desk.change-contact',
  'desk.spam',
  'desk.trash',
] as const

function TicketActions({ ticket, commands }: Omit<TicketHeaderProps, 'others'>) {
  return (
    <div className={styles.actions}>
      <CommandButton commands={commands} id="desk.claim" variant="filled">
        {ticket.owner === null ? t`Claim` : t`Take over`}
      </CommandButton>
      <CommandButton commands={commands} id="desk.reply">
        {t`Reply`}
      </CommandButton>
      <CommandButton commands={commands} id="desk.hand-off">
        {t`Hand off`}
      </CommandButton>
      <CommandButton commands={commands} id="desk.withdraw">
        {t`Take question back`}
      </CommandButton>
      <CommandButton commands={commands} id="desk.resolve">
        {t`Resolve`}
      </CommandButton>
      <CommandButton commands={commands} id="desk.give">
        {t`Give to…`}
      </CommandButton>
      <CommandButton commands={commands} id="desk.tag">
        {t`Tags…`}
      </CommandButton>
      <CommandButton commands={commands} id={ticket.snoozedUntil === null ? 'desk.snooze' : 'desk.wake'}>
        {ticket.snoozedUntil === null ? t`Snooze…` : t`Bring back`}
      </CommandButton>
      <CommandButton commands={commands} id="desk.document" variant="filled">
        {t`Document`}
      </CommandButton>
      {ticket.state === 'resolved' && (
        <CommandButton commands={commands} id="desk.next">
          {t`Next ticket`}
        </CommandButton>
      )}
      <CommandButton commands={commands} id="desk.reopen">
        {t`Reopen`}
      </CommandButton>
      <CommandButton commands={commands} id="desk.restore" variant="filled">
        {t`Restore`}
      </CommandButton>
      <CommandMenu commands={commands} ids={lessOften} />
    </div>
  )
}

function Fact(props: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{props.name}</dt>
      <dd>{props.children}</dd>
    </div>
  )
}

function From({ ticket }: { ticket: Ticket }) {
  return (
    <p className={styles.from}>
      {ticket.customer === null ? (
        <span>{ticket.contact.name || ticket.contact.email}</span>
      ) : (
        <Link to="/customers/$id" params={{ id: ticket.customer.id }}>
          {ticket.customer.name}
        </Link>
      )}
      <CustomerMarks ticket={ticket} />
      <span className={styles.contact}>
        {ticket.contact.name} &lt;{ticket.contact.email}&gt;
      </span>
      {ticket.mailbox !== null && <Mark title={t`Came to ${ticket.mailbox.address}`}>{ticket.mailbox.name}</Mark>}
      {ticket.mentionedSites.map((site) => (
        <Mark key={site} title={t`Named in the mail`}>
          {site}
        </Mark>
      ))}
    </p>
  )
}
