import type { Ticket } from '@bellwether/contract/desk.ts'
import { ContactDialog } from './contact-dialog.tsx'
import { type EvidenceLink, HandOffDialog } from './hand-off-dialog.tsx'
import { MergeDialog } from './merge-dialog.tsx'
import { ResolveDialog } from './resolve-dialog.tsx'

export type TicketDialog = 'hand-off' | 'merge' | 'contact' | 'resolve' | 'document'

interface TicketDialogsProps {
  ticket: Ticket
  evidenceLink: EvidenceLink | null
  /** Which one is open. */
  dialog: string | null
  onClose: () => void
}

/** The dialogs that move a ticket. */
export function TicketDialogs({ ticket, evidenceLink, dialog, onClose }: TicketDialogsProps) {
  const propsOf = (isOpen: boolean) => ({ ticket, isOpen, onClose })
  return (
    <>
      <HandOffDialog evidenceLink={evidenceLink} {...propsOf(dialog === 'hand-off')} />
      <ContactDialog {...propsOf(dialog === 'contact')} />
      <MergeDialog {...propsOf(dialog === 'merge')} />
      <ResolveDialog {...propsOf(dialog === 'resolve' || dialog === 'document')} />
    </>
  )
}
