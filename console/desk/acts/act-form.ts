import type { Priority } from '@bellwether/contract/priority.ts'
import type { actOnTickets, TicketSummary } from '@bellwether/contract/desk.ts'
import type { CallInput } from '@bellwether/contract/route.ts'

export type ActInput = CallInput<typeof actOnTickets>['body']

/** What a dialog is about. */
export interface Acted {
  readonly tickets: ActInput['tickets']
  /** As its title says it: `#12`, or `3 tickets`. */
  readonly named: string
  /** Of one ticket: what it has now. */
  readonly tags?: readonly string[]
  readonly ownerId?: string | null
  readonly priority?: Priority
  /** Of one ticket: the address of who is nobody’s customer. */
  readonly sender?: string | null
}

/** What one ticket has now. */
export const nowOf = ({ tags, owner, priority, customer, contact }: TicketSummary) => ({
  tags,
  ownerId: owner?.id ?? null,
  priority,
  sender: customer === null ? contact.email : null,
})

/** What every form of an act gets. */
export interface ActFormProps {
  acted: Acted
  /** It is done: what was chosen for it is chosen no more. */
  onDone: () => void
  onClose: () => void
}
