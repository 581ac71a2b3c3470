import type { ThenAct, Ticket } from '@bellwether/contract/desk.ts'
import { Modal } from '@mantine/core'
import { t } from '../ui/words.ts'
import { TimeChoices } from './acts/time-choices.tsx'
import { wakesEarlier } from './acts/wake-words.ts'
import { type EvidenceLink, HandOffForm } from './hand-off-dialog.tsx'
import { ResolveForm } from './resolve-form.tsx'

export type SendDialog = 'resolve' | 'hand-off' | 'snooze' | 'later'

/** How a reply goes out besides in ten seconds, alone. */
export interface SendWay {
  readonly sendAt?: string | null
  readonly thenAct?: ThenAct
}

interface SendDialogsProps {
  ticket: Ticket
  evidenceLink: EvidenceLink | null
  /** Which one is open. */
  dialog: SendDialog | null
  onClose: () => void
  onSend: (way: SendWay) => void
}

/** What is asked before a reply goes out with something, or later. */
export function SendDialogs({ ticket, evidenceLink, dialog, onClose, onSend }: SendDialogsProps) {
  return (
    <>
      <Modal opened={dialog === 'resolve'} onClose={onClose} title={t`Send and resolve #${ticket.number}`}>
        <ResolveForm
          ticket={ticket}
          action={t`Send and resolve`}
          isAnswered
          onClose={onClose}
          onDocumentation={(documentation) => onSend({ thenAct: { kind: 'resolve', documentation } })}
        />
      </Modal>
      <Modal
        opened={dialog === 'hand-off'}
        onClose={onClose}
        title={t`Send and hand off #${ticket.number}`}
        // It is gone, and has kept the question, before an answer to the reply can say that nobody needs it any more.
        transitionProps={{ duration: 0 }}
      >
        <HandOffForm
          ticket={ticket}
          evidenceLink={evidenceLink}
          action={t`Send and hand off`}
          onClose={onClose}
          onAsk={(asked) => onSend({ thenAct: { kind: 'hand-off', ...asked } })}
        />
      </Modal>
      <Modal opened={dialog === 'snooze'} onClose={onClose} title={t`Send and snooze #${ticket.number}`}>
        <TimeChoices
          about={t`The ticket comes back at that time, or earlier: ${wakesEarlier}.`}
          action={t`Send and snooze`}
          onChoose={(until) => onSend({ thenAct: { kind: 'snooze', until } })}
        />
      </Modal>
      <Modal opened={dialog === 'later'} onClose={onClose} title={t`Send later`}>
        <TimeChoices
          about={t`If they write before that it does not go out, and waits for you to look at it.`}
          action={t`Send later`}
          onChoose={(sendAt) => onSend({ sendAt })}
        />
      </Modal>
    </>
  )
}
