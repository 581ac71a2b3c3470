import type { Ticket } from '@bellwether/contract/desk.ts'
import { useTimeout } from '@mantine/hooks'
import { lazy } from 'react'
import { OnceOpened } from '../ui/once-opened.tsx'
import { type ActDialog, ActDialogs } from './acts/act-dialogs.tsx'
import { nowOf } from './acts/act-form.ts'
import { useAdvance } from './advance.tsx'
import { type EvidenceLink, HandOffDialog } from './hand-off-dialog.tsx'
import { ResolveDialog } from './resolve-dialog.tsx'

// Not of the first load: they are opened seldom, and are there before anybody has found them.
const loadContactDialog = async () => ({ default: (await import('./contact-dialog.tsx')).ContactDialog })
const loadMergeDialog = async () => ({ default: (await import('./merge-dialog.tsx')).MergeDialog })
const loadLinkDialog = async () => ({ default: (await import('./links/link-dialog.tsx')).LinkDialog })
const [ContactDialog, MergeDialog] = [lazy(loadContactDialog), lazy(loadMergeDialog)]
const LinkDialog = lazy(loadLinkDialog)
const loadAfterMs = 2000

export type TicketDialog =
  | 'hand-off'
  | 'merge'
  | 'contact'
  | 'link'
  | 'resolve'
  | 'document'
  | Exclude<ActDialog, 'resolve-many'>

interface TicketDialogsProps {
  ticket: Ticket
  evidenceLink: EvidenceLink | null
  /** Which one is open. */
  dialog: string | null
  onClose: () => void
}

/** The dialogs that move a ticket. */
export function TicketDialogs({ ticket, evidenceLink, dialog, onClose }: TicketDialogsProps) {
  useTimeout(() => void Promise.all([loadContactDialog(), loadMergeDialog(), loadLinkDialog()]), loadAfterMs, {
    autoInvoke: true,
  })
  const advance = useAdvance(ticket.id)
  const propsOf = (isOpen: boolean) => ({ ticket, isOpen, onClose })
  return (
    <>
      <HandOffDialog evidenceLink={evidenceLink} {...propsOf(dialog === 'hand-off')} />
      <OnceOpened isOpen={dialog === 'contact'}>
        <ContactDialog {...propsOf(dialog === 'contact')} />
      </OnceOpened>
      <OnceOpened isOpen={dialog === 'link'}>
        <LinkDialog {...propsOf(dialog === 'link')} />
      </OnceOpened>
      <OnceOpened isOpen={dialog === 'merge'}>
        <MergeDialog {...propsOf(dialog === 'merge')} />
      </OnceOpened>
      <ResolveDialog {...propsOf(dialog === 'resolve' || dialog === 'document')} />
      <ActDialogs
        dialog={isAct(dialog) ? dialog : null}
        acted={{ tickets: { ids: [ticket.id] }, named: `#${ticket.number}`, ...nowOf(ticket) }}
        onDone={() => {
          onClose()
          if (dialog === 'snooze' || dialog === 'spam') advance()
        }}
        onClose={onClose}
      />
    </>
  )
}

const acts: readonly string[] = ['give', 'tag', 'fields', 'priority', 'snooze', 'spam'] satisfies ActDialog[]
const isAct = (dialog: string | null): dialog is ActDialog => dialog !== null && acts.includes(dialog)
