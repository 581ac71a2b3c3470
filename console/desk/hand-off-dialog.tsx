import { handOffTicket, type Ticket } from '@bellwether/contract/desk.ts'
import { listTeams } from '@bellwether/contract/people.ts'
import { Checkbox, Modal, Select, Textarea } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../call.query.ts'
import { useWrite } from '../call.write.ts'
import { useClockRead, useZone } from '../ui/clock.tsx'
import { landOnFields } from '../ui/field-problems.ts'
import { FormFoot } from '../ui/form-foot.tsx'
import { DueField } from '../ui/due-field.tsx'
import { dueOf, type DueChoice } from '../ui/due-choice.ts'

export interface EvidenceLink {
  label: string
  url: string
}

interface HandOffDialogProps {
  ticket: Ticket
  evidenceLink: EvidenceLink | null
  isOpen: boolean
  onClose: () => void
}

export function HandOffDialog(props: HandOffDialogProps) {
  return (
    <Modal opened={props.isOpen} onClose={props.onClose} title={`Hand off #${props.ticket.number}`}>
      <HandOffForm {...props} />
    </Modal>
  )
}

const fields = ['toTeam', 'question', 'dueAt', 'mayReplyToCustomer', 'evidenceLinks']

function HandOffForm({ ticket, evidenceLink, onClose }: HandOffDialogProps) {
  const teams = useQuery(ask(listTeams))
  const read = useClockRead()
  const zone = useZone()
  const form = useForm({
    initialValues: {
      toTeam: null as string | null,
      question: '',
      due: '1 h' as DueChoice,
      mayReplyToCustomer: false,
      isEvidenceSent: evidenceLink !== null,
    },
    validate: {
      toTeam: (value) => (value === null ? 'Choose the team.' : null),
      question: (value) => (value.trim() === '' ? 'Write the question: nobody starts from nothing.' : null),
    },
  })
  const handOff = useWrite(handOffTicket, { refreshes: ['/api/desk'], showsProblem: true, onDone: onClose })
  const send = form.onSubmit(({ toTeam, question, due, mayReplyToCustomer, isEvidenceSent }) => {
    const body = {
      toTeam: toTeam ?? '',
      question,
      dueAt: new Date(dueOf(due, read(), zone)).toISOString(),
      mayReplyToCustomer,
      evidenceLinks: isEvidenceSent && evidenceLink !== null ? [evidenceLink] : [],
    }
    handOff.mutate({ params: { id: ticket.id }, body }, { onError: (error) => landOnFields(error, form, fields) })
  })
  return (
    <form noValidate onSubmit={send} style={{ display: 'grid', gap: 14 }}>
      <Select
        label="Team"
        placeholder="Who can answer this?"
        data={(teams.data?.items ?? []).map(({ id, name }) => {
          const isAsked = ticket.openHandOffs.some((one) => one.askedTeam.id === id)
          return { value: id, label: isAsked ? `${name} (asked already)` : name, disabled: isAsked }
        })}
        required
        data-autofocus
        {...form.getInputProps('toTeam')}
      />
      <Textarea
        label="Question"
        description="What you need to know, and what you already found. Customers never see it."
        minRows={4}
        required
        {...form.getInputProps('question')}
      />
      <DueField
        label="Answer due"
        value={form.values.due}
        onChange={(due) => form.setFieldValue('due', due)}
        error={form.errors.dueAt}
      />
      {evidenceLink !== null && (
        <Checkbox
          label="Send the evidence that is beside the ticket now"
          description={evidenceLink.label}
          {...form.getInputProps('isEvidenceSent', { type: 'checkbox' })}
        />
      )}
      <Checkbox
        label="They may answer the customer themselves"
        {...form.getInputProps('mayReplyToCustomer', { type: 'checkbox' })}
      />
      <FormFoot error={handOff.error} form={form} isBusy={handOff.isPending} onCancel={onClose}>
        Hand off
      </FormFoot>
    </form>
  )
}
