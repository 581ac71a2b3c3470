import { type HandOffRequest, handOffTicket, type Ticket } from '@bellwether/contract/desk.ts'
import { listTeams } from '@bellwether/contract/people.ts'
import { Checkbox, Modal, Textarea } from '@mantine/core'
import { useForm, type UseFormReturnType } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../call.query.ts'
import { useWrite } from '../call.write.ts'
import { useClockRead, useZone } from '../ui/clock.tsx'
import { dueOf } from '../ui/due-choice.ts'
import { landOnFields } from '../ui/field-problems.ts'
import { FormFoot } from '../ui/form-foot.tsx'
import { t } from '../ui/words.ts'
import { type AnswerDue, AnswerDueField } from './answer-due-field.tsx'
import { keepDraft, readDraft, useDraft } from './draft.ts'
import { sendOnKey } from '../ui/send-on-key.ts'
import { TeamFields } from './team-fields.tsx'

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
    <Modal opened={props.isOpen} onClose={props.onClose} title={t`Hand off #${props.ticket.number}`}>
      <HandOff {...props} />
    </Modal>
  )
}

function HandOff({ ticket, evidenceLink, onClose }: HandOffDialogProps) {
  const handOff = useWrite(handOffTicket, { refreshes: ['/api/desk'], showsProblem: true, onDone: onClose })
  return (
    <HandOffForm
      ticket={ticket}
      evidenceLink={evidenceLink}
      action={t`Hand off`}
      error={handOff.error}
      isBusy={handOff.isPending}
      onClose={onClose}
      onAsk={(body, then) => handOff.mutate({ params: { id: ticket.id }, body }, then)}
    />
  )
}

interface Values {
  toTeam: string | null
  toPerson: string | null
  due: AnswerDue
  isUrgent: boolean
  isPrivate: boolean
  mayReplyToCustomer: boolean
  isEvidenceSent: boolean
}

const fields = ['toTeam', 'toPerson', 'question', 'dueAt', 'mayReplyToCustomer', 'isPrivate', 'isUrgent']

interface HandOffFormProps {
  ticket: Ticket
  evidenceLink: EvidenceLink | null
  /** What its button says. */
  action: string
  error?: Error | null
  isBusy?: boolean
  onClose: () => void
  onAsk: (asked: HandOffRequest, then: { onSuccess: () => void; onError: (error: Error) => void }) => void
}

/** Whom it was for and how, where it was taken back and is the same question. */
function choicesOf(ticketId: string, question: string): Partial<Values> {
  const kept = readDraft(localStorage, ticketId, 'question-choices')
  if (question === '' || kept === '') return {}
  const choices = JSON.parse(kept) as Partial<Values & { question: string }>
  return choices.question === question ? choices : {}
}

function useHandOff({ ticket, evidenceLink, onAsk }: HandOffFormProps) {
  const [question, setQuestion] = useDraft(ticket.id, 'question')
  const read = useClockRead()
  const zone = useZone()
  const form = useForm<Values & { question: string }>({
    initialValues: {
      toTeam: null,
      toPerson: null,
      question,
      due: 'target',
      isUrgent: ticket.isUrgent,
      isPrivate: false,
      mayReplyToCustomer: false,
      isEvidenceSent: evidenceLink !== null,
      ...choicesOf(ticket.id, question),
    },
    onValuesChange: (values) => setQuestion(values.question),
    validate: {
      toTeam: (value) => (value === null ? t`Choose the team.` : null),
      question: (value) => (value.trim() === '' ? t`Write the question: nobody starts from nothing.` : null),
    },
  })
  const send = form.onSubmit(({ toTeam, due, isEvidenceSent, ...values }) => {
    const body = {
      ...values,
      toTeam: toTeam ?? '',
      dueAt: due === 'target' ? null : new Date(dueOf(due, read(), zone)).toISOString(),
      evidenceLinks: isEvidenceSent && evidenceLink !== null ? [evidenceLink] : [],
    }
    keepDraft(localStorage, ticket.id, 'question-choices', JSON.stringify(form.getValues()))
    onAsk(body, {
      onSuccess: () => {
        setQuestion('')
        keepDraft(localStorage, ticket.id, 'question-choices', '')
      },
      onError: (error) => landOnFields(error, form, fields),
    })
  })
  return { form, send }
}

/** What a team is asked, and by when. */
export function HandOffForm(props: HandOffFormProps) {
  const { ticket, evidenceLink, action, error = null, isBusy = false, onClose } = props
  const { form, send } = useHandOff(props)
  const teams = useQuery(ask(listTeams))
  const asked = ticket.openHandOffs.filter(({ isPrivate }) => !isPrivate).map(({ askedTeam }) => askedTeam.id)
  return (
    <form noValidate onKeyDown={sendOnKey} onSubmit={send} style={{ display: 'grid', gap: 14 }}>
      <TeamFields
        teams={teams.data?.items ?? []}
        asked={form.values.isPrivate ? [] : asked}
        team={form.getInputProps('toTeam')}
        person={form.getInputProps('toPerson')}
      />
      <Textarea
        label={t`Question`}
        description={t`What you need to know, and what you already found. Customers never see it.`}
        minRows={4}
        required
        {...form.getInputProps('question')}
      />
      <AnswerDueField
        team={form.values.toTeam}
        isUrgent={form.values.isUrgent}
        value={form.values.due}
        onChange={(due) => form.setFieldValue('due', due)}
        error={form.errors.dueAt}
      />
      <HandOffChoices form={form} evidenceLink={evidenceLink} />
      <FormFoot error={error} form={form} isBusy={isBusy} onCancel={onClose}>
        {action}
      </FormFoot>
    </form>
  )
}

interface HandOffChoicesProps {
  form: UseFormReturnType<Values & { question: string }>
  evidenceLink: EvidenceLink | null
}

function HandOffChoices({ form, evidenceLink }: HandOffChoicesProps) {
  const checkbox = (field: keyof Values) => form.getInputProps(field, { type: 'checkbox' })
  return (
    <>
      {evidenceLink !== null && (
        <Checkbox
          label={t`Send the evidence that is beside the ticket now`}
          description={evidenceLink.label}
          {...checkbox('isEvidenceSent')}
        />
      )}
      <Checkbox label={t`They may answer the customer themselves`} {...checkbox('mayReplyToCustomer')} />
      <Checkbox label={t`Urgent: their urgent target counts`} {...checkbox('isUrgent')} />
      <Checkbox
        label={t`Private`}
        description={t`Only you and the team know of it. Others see that somebody is asked, and nothing else.`}
        {...checkbox('isPrivate')}
      />
    </>
  )
}
