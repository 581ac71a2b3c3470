import type { Ticket } from '@bellwether/contract/desk.ts'
import { lazy } from 'react'
import { OnceOpened } from '../ui/once-opened.tsx'
import type { EvidenceLink } from './hand-off-dialog.tsx'

const ContactDialog = lazy(async () => ({ default: (await import('./contact-dialog.tsx')).ContactDialog }))
const HandOffDialog = lazy(async () => ({ default: (await import('./hand-off-dialog.tsx')).HandOffDialog }))
const MergeDialog = lazy(async () => ({ default: (await import('./merge-dialog.tsx')).MergeDialog }))
const ResolveDialog = lazy(async () => ({ default: (await import('./resolve-dialog.tsx')).ResolveDialog }))

export type TicketDialog = 'hand-off' | 'merge' | 'contact' | 'resolve' | 'document'

interface TicketDialogsProps {
  ticket: Ticket
  evidenceLink: EvidenceLink | null
  /** Which one is open. */
  dialog: string | null
  onClose: () => void
}

/** The dialogs of a ticket; whoever reads it waits for none of them. */
export function TicketDialogs({ ticket, evidenceLink, dialog, onClose }: TicketDialogsProps) {
  const isResolving = dialog === 'resolve' || dialog === 'document'
  const propsOf = (isOpen: boolean) => ({ ticket, isOpen, onClose })
  return (
    <>
      <OnceOpened isOpen={dialog === 'hand-off'}>
        <HandOffDialog evidenceLink={evidenceLink} {...propsOf(dialog === 'hand-off')} />
      </OnceOpened>
      <OnceOpened isOpen={dialog === 'contact'}>
        <ContactDialog {...propsOf(dialog === 'contact')} />
      </OnceOpened>
      <OnceOpened isOpen={dialog === 'merge'}>
        <MergeDialog {...propsOf(dialog === 'merge')} />
      </OnceOpened>
      <OnceOpened isOpen={isResolving}>
        <ResolveDialog {...propsOf(isResolving)} />
      </OnceOpened>
    </>
  )
}
