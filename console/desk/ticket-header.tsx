import type { Present, Ticket } from '@bellwether/contract/desk.ts'
import { useDocumentTitle } from '@mantine/hooks'
import { Link } from '@tanstack/react-router'
import { CommandButton } from '../ui/command-button.tsx'
import { CommandMenu } from '../ui/command-menu.tsx'
import type { BoundCommand } from '../ui/commands.ts'
import { Moment } from '../ui/clock.tsx'
import { Icon } from '../ui/icon.tsx'
import { Mark } from '../ui/mark.tsx'
import { WaitingOnWords } from './waiting-on.tsx'
import { CustomerMarks } from './customer-marks.tsx'
import { FieldFacts } from './fields/field-facts.tsx'
import { Participants } from './participants.tsx'
import { OthersHere } from './presence.tsx'
import { Links } from './links/links.tsx'
import { MergedHere } from './merged-here.tsx'
import { Related } from './related.tsx'
import { Tags } from './tags.tsx'
import { StandingMarks } from './standing-marks.tsx'
import { SideClock } from './ticket-clocks.tsx'
import styles from './ticket-header.module.css'

const isRemoved = ({ state }: Ticket): boolean => state === 'spam' || state === 'trash'

interface TicketHeaderProps {
  ticket: Ticket
  others: readonly Present[]
  commands: readonly BoundCommand[]
}

export function TicketHeader({ ticket, others, commands }: TicketHeaderProps) {
  useDocumentTitle(`#${ticket.number} ${ticket.subject} · Bellwether`)
  return (
    <header className={styles.header}>
      <div className={styles.path}>
        <Link to="/desk" className={styles.up}>
          <Icon name="back" size={13} /> Queue
        </Link>
        <span className={styles.number}>#{ticket.number}</span>
        <TicketMarks ticket={ticket} />
        <OthersHere others={others} />
      </div>
      <h1>{ticket.subject}</h1>
      <From ticket={ticket} />
      <Participants participants={ticket.participants} />
      <Related ticket={ticket} commands={commands} />
      <Links ticket={ticket} />
      <MergedHere ticket={ticket} />
      <dl className={styles.facts}>
        {isRemoved(ticket) ? (
          <Fact name={ticket.state === 'spam' ? 'In spam since' : 'In the trash since'}>
            <Moment at={ticket.waitingOn.since} />
          </Fact>
        ) : (
          <Fact name="Waiting on">
            <strong className={styles.waiting} data-holder={ticket.waitingOn.holder}>
              <WaitingOnWords waitingOn={ticket.waitingOn} />
            </strong>
          </Fact>
        )}
        {ticket.waitingOn.incidents.length > 0 && (
          <Fact name="Told of">
            {ticket.waitingOn.incidents.map(({ id, name, path }) => (
              <Link key={id} to={path}>
                {name}{' '}
              </Link>
            ))}
          </Fact>
        )}
        <FieldFacts values={ticket.fields} />
        <Fact name="Owner">{ticket.owner?.name ?? (ticket.state === 'open' ? 'nobody yet' : 'nobody')}</Fact>
        <div className={styles.clocks}>
          <dt className="visually-hidden">Clocks</dt>
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
      <StandingMarks ticket={ticket} />
      {ticket.state === 'resolved' && (
        <Mark tone="good" icon="check">
          resolved
        </Mark>
      )}
      {ticket.isDocumented === false && <Mark tone="warn">doc debt</Mark>}
      {ticket.state === 'spam' && <Mark tone="warn">in spam</Mark>}
      {ticket.state === 'trash' && <Mark tone="warn">in the trash</Mark>}
      {ticket.isFollowed && <Mark title="You are told what others write here">followed</Mark>}
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
        {ticket.owner === null ? 'Claim' : 'Take over'}
      </CommandButton>
      <CommandButton commands={commands} id="desk.reply">
        Reply
      </CommandButton>
      <CommandButton commands={commands} id="desk.hand-off">
        Hand off
      </CommandButton>
      <CommandButton commands={commands} id="desk.withdraw">
        Take question back
      </CommandButton>
      <CommandButton commands={commands} id="desk.resolve">
        Resolve
      </CommandButton>
      <CommandButton commands={commands} id="desk.give">
        Give to…
      </CommandButton>
      <CommandButton commands={commands} id="desk.tag">
        Tags…
      </CommandButton>
      <CommandButton commands={commands} id={ticket.snoozedUntil === null ? 'desk.snooze' : 'desk.wake'}>
        {ticket.snoozedUntil === null ? 'Snooze…' : 'Bring back'}
      </CommandButton>
      <CommandButton commands={commands} id="desk.document" variant="filled">
        Document
      </CommandButton>
      {ticket.state === 'resolved' && (
        <CommandButton commands={commands} id="desk.next">
          Next ticket
        </CommandButton>
      )}
      <CommandButton commands={commands} id="desk.reopen">
        Reopen
      </CommandButton>
      <CommandButton commands={commands} id="desk.restore" variant="filled">
        Restore
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
      <CustomerMarks customer={ticket.customer} />
      <span className={styles.contact}>
        {ticket.contact.name} &lt;{ticket.contact.email}&gt;
      </span>
      {ticket.mailbox !== null && <Mark title={`Came to ${ticket.mailbox.address}`}>{ticket.mailbox.name}</Mark>}
      {ticket.mentionedSites.map((site) => (
        <Mark key={site} title="Named in the mail">
          {site}
        </Mark>
      ))}
    </p>
  )
}
