import { addParticipant, removeParticipant, type Participant, type Ticket } from '@bellwether/contract/desk.ts'
import { useState, type FormEvent } from 'react'
import { useWrite } from '../call.write.ts'
import { Icon } from '../ui/icon.tsx'
import styles from './recipients.module.css'

/** Who gets the next answer besides the contact: everyone who takes part but those left out of this one, as it began. */
export function useRecipients({ participants }: Ticket, begun: readonly string[] | null) {
  const [leftOut, setLeftOut] = useState<ReadonlySet<string>>(
    () => new Set(participants.map(({ address }) => address).filter((address) => begun?.includes(address) === false)),
  )
  const toggle = (address: string): void =>
    setLeftOut((before) =>
      before.has(address) ? new Set([...before].filter((one) => one !== address)) : new Set([...before, address]),
    )
  const cc = participants.map((one) => one.address).filter((address) => !leftOut.has(address))
  return { cc, toggle, reset: () => setLeftOut(new Set()) }
}

interface RecipientsProps {
  ticket: Ticket
  cc: readonly string[]
  onToggle: (address: string) => void
}

/** Exactly who gets the answer; one person less for this answer or for good, one more. */
export function Recipients({ ticket, cc, onToggle }: RecipientsProps) {
  return (
    <div className={styles.recipients}>
      <ul className={styles.list} aria-label="Who gets this answer">
        <li className={styles.one}>To {ticket.contact.email}</li>
        {ticket.participants.map((one) => (
          <InCopy
            key={one.address}
            ticketId={ticket.id}
            participant={one}
            isIncluded={cc.includes(one.address)}
            onToggle={() => onToggle(one.address)}
          />
        ))}
      </ul>
      <AddSomebody ticketId={ticket.id} />
      {ticket.isListMail && (
        <p className={styles.list}>
          This came through a mailing list; the answer goes to {ticket.contact.name || ticket.contact.email}
          {cc.length === 0 ? ' only' : ' and those in Cc, not to the list'}.
        </p>
      )}
    </div>
  )
}

interface InCopyProps {
  ticketId: string
  participant: Participant
  isIncluded: boolean
  onToggle: () => void
}

function InCopy({ ticketId, participant: { address, name }, isIncluded, onToggle }: InCopyProps) {
  const remove = useWrite(removeParticipant, { refreshes: ['/api/desk'] })
  return (
    <li className={styles.one}>
      <label title={name}>
        <input type="checkbox" checked={isIncluded} onChange={onToggle} /> Cc {address}
      </label>
      <button
        type="button"
        aria-label={`Take ${address} out for good`}
        title="Take out for good"
        disabled={remove.isPending}
        onClick={() => remove.mutate({ params: { id: ticketId, address } })}
      >
        <Icon name="cross" size={11} />
      </button>
    </li>
  )
}

function AddSomebody({ ticketId }: { ticketId: string }) {
  const [address, setAddress] = useState('')
  const add = useWrite(addParticipant, { refreshes: ['/api/desk'], onDone: () => setAddress('') })
  const send = (event: FormEvent): void => {
    event.preventDefault()
    if (address.trim() !== '' && !add.isPending)
      add.mutate({ params: { id: ticketId }, body: { address: address.trim() } })
  }
  return (
    <form noValidate className={styles.add} onSubmit={send}>
      <input
        type="email"
        aria-label="Add somebody in Cc"
        placeholder="Add somebody in Cc"
        value={address}
        onChange={(event) => setAddress(event.currentTarget.value)}
      />
      {address.trim() !== '' && <button type="submit">Add</button>}
    </form>
  )
}
