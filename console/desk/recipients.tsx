import {
  addParticipant,
  removeParticipant,
  type Participant,
  type Ticket,
  type UnsentReply,
} from '@bellwether/contract/desk.ts'
import { useState, type FormEvent } from 'react'
import { useWrite } from '../call.write.ts'
import { Icon } from '../ui/icon.tsx'
import { tx } from '../ui/rich-words.tsx'
import { t } from '../ui/words.ts'
import { keepDraft, useDraft } from './draft.ts'
import { goOnWithDraft } from './server-draft.ts'
import styles from './recipients.module.css'

/** No address has a space. */
const addressesIn = (kept: string): string[] => kept.split(' ').filter(Boolean)

/** Who gets the next answer besides the contact: everyone who takes part but those left out of this one, kept with its draft. */
export function useRecipients({ id, participants }: Ticket) {
  const [kept, setKept] = useDraft(id, 'left-out')
  const leftOut = new Set(addressesIn(kept))
  const toggle = (address: string): void => setKept([...leftOut.symmetricDifference(new Set([address]))].join(' '))
  const cc = participants.map((one) => one.address).filter((address) => !leftOut.has(address))
  return { cc, toggle, reset: () => setKept('') }
}

/** A reply is written on: it goes to those to whom it was to go. */
export function goOnWithReply({ id, participants }: Ticket, { text, cc, thenAct }: UnsentReply): void {
  const leftOut = participants.map(({ address }) => address).filter((address) => !cc.includes(address))
  keepDraft(localStorage, id, 'left-out', leftOut.join(' '))
  if (thenAct?.kind === 'hand-off' && thenAct.asked) keepDraft(localStorage, id, 'question', thenAct.asked.question)
  goOnWithDraft(id, 'reply', text)
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
      <ul className={styles.list} aria-label={t`Who gets this answer`}>
        <li className={styles.one}>{t`To ${ticket.contact.email}`}</li>
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
          {t`This came through a mailing list; the answer goes to ${ticket.contact.name || ticket.contact.email}${cc.length === 0 ? ` ${t`only`}` : ` ${t`and those in Cc, not to the list`}`}.`}
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
        {tx`${<input type="checkbox" checked={isIncluded} onChange={onToggle} />} Cc ${address}`}
      </label>
      <button
        type="button"
        aria-label={t`Take ${address} out for good`}
        title={t`Take out for good`}
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
        aria-label={t`Add somebody in Cc`}
        placeholder={t`Add somebody in Cc`}
        value={address}
        onChange={(event) => setAddress(event.currentTarget.value)}
      />
      {address.trim() !== '' && <button type="submit">{t`Add`}</button>}
    </form>
  )
}
