import { moveMessage, type Ticket, type TimelineEntry } from '@bellwether/contract/desk.ts'
import { Button, Modal } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useDisclosure } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { ProblemError } from '../call.ts'
import { useWrite } from '../call.write.ts'
import { FormFoot } from '../ui/form-foot.tsx'
import { tx } from '../ui/rich-words.tsx'
import { sendOnKey } from '../ui/send-on-key.ts'
import { t } from '../ui/words.ts'
import { useMay } from '../use-may.ts'
import { TicketChoice } from './ticket-choice.tsx'

interface MoveMessageProps {
  ticket: Ticket
  messageId: string
}

/** What they wrote belongs on another ticket. */
export function MoveMessage({ ticket, messageId }: MoveMessageProps) {
  const [isOpen, dialog] = useDisclosure(false)
  if (!useMay('desk.write')) return null
  return (
    <>
      <button type="button" onClick={dialog.open}>
        {t`Move…`}
      </button>
      <Modal opened={isOpen} onClose={dialog.close} title={t`Move this message to`}>
        <MoveForm ticket={ticket} messageId={messageId} onClose={dialog.close} />
      </Modal>
    </>
  )
}

function MoveForm({ ticket, messageId, onClose }: MoveMessageProps & { onClose: () => void }) {
  const form = useForm<{ into: string | null }>({
    initialValues: { into: null },
    validate: { into: (value) => (value === null ? t`Choose a ticket.` : null) },
  })
  const back = useWrite(moveMessage, { refreshes: ['/api/desk'], showsProblem: true })
  const move = useWrite(moveMessage, {
    refreshes: ['/api/desk'],
    showsProblem: true,
    onDone: ({ id, number }) => {
      onClose()
      const undo = (): void => {
        notifications.hide(`moved-${messageId}`)
        back.mutate({ params: { id }, body: { messageId, into: ticket.id, acrossCustomers: true } })
      }
      notifications.show({
        id: `moved-${messageId}`,
        message: tx`It is on ${<a href={`/tickets/${number}`}>#{number}</a>} now. ${(
          <Button size="compact-xs" variant="default" onClick={undo}>
            {t`Undo`}
          </Button>
        )}`,
        color: 'petrol',
      })
    },
  })
  const isAcross = move.error instanceof ProblemError && move.error.type === '/problems/other-customer'
  const send = form.onSubmit(({ into }) => {
    if (into !== null) move.mutate({ params: { id: ticket.id }, body: { messageId, into, acrossCustomers: isAcross } })
  })
  return (
    <form noValidate onKeyDown={sendOnKey} onSubmit={send} style={{ display: 'grid', gap: 14 }}>
      <TicketChoice
        ticket={ticket}
        value={form.values.into}
        onChange={(into) => {
          move.reset()
          form.setFieldValue('into', into)
        }}
        error={form.errors['into']}
      />
      {isAcross ? (
        <strong role="alert">{t`That ticket is of another customer: whoever takes part in it may read this.`}</strong>
      ) : (
        <p>{t`It waits there for an answer since it was written, unless they have heard from us there since.`}</p>
      )}
      <FormFoot error={isAcross ? null : move.error} form={form} isBusy={move.isPending} onCancel={onClose}>
        {isAcross ? t`Move across customers` : t`Move`}
      </FormFoot>
    </form>
  )
}

/** What a customer wrote, where it is not all that was said. */
export const canBeMoved = ({ messageCount }: Ticket, entry: Extract<TimelineEntry, { kind: 'message' }>): boolean =>
  messageCount > 1 && entry.direction === 'in'
