import type { actOnTickets } from '@bellwether/contract/desk.ts'
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
}

/** What every form of an act gets. */
export interface ActFormProps {
  acted: Acted
  /** It is done: what was chosen for it is chosen no more. */
  onDone: () => void
  onClose: () => void
}
