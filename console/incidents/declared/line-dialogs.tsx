import {
  commentOnLine,
  correctIncidentLine,
  type Incident,
  type IncidentLine,
} from '@bellwether/contract/incidents-declared.ts'
import { Textarea } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useWrite } from '../../call.write.ts'
import { FormFoot } from '../../ui/form-foot.tsx'
import { FormModal } from '../../ui/form-modal.tsx'
import { sendOnKey } from '../../ui/send-on-key.ts'
import { t } from '../../ui/words.ts'
import { saidOf } from './said-of.ts'

interface LineDialogProps {
  incident: Incident
  /** null: it is closed. */
  line: IncidentLine | null
  onClose: () => void
}

interface LineFormProps {
  incident: Incident
  line: IncidentLine
  onClose: () => void
}

const stacked = { display: 'grid', gap: 14 }
const notEmpty = (text: string) => (text.trim() === '' ? t`Write something.` : null)

/** Says it in other words; what it said is kept. */
export function CorrectDialog({ line, ...props }: LineDialogProps) {
  return (
    <FormModal opened={line !== null} onClose={props.onClose} title={t`What happened?`}>
      {line !== null && <CorrectForm key={line.id} line={line} {...props} />}
    </FormModal>
  )
}

function CorrectForm({ incident, line, onClose }: LineFormProps) {
  const correct = useWrite(correctIncidentLine, {
    refreshes: ['/api/incidents'],
    showsProblem: true,
    onDone: onClose,
  })
  const form = useForm({ initialValues: { what: saidOf(line) }, validate: { what: notEmpty } })
  return (
    <form
      noValidate
      style={stacked}
      onKeyDown={sendOnKey}
      onSubmit={form.onSubmit((body) => correct.mutate({ params: { id: incident.id, line: line.id }, body }))}
    >
      <Textarea
        label={t`In your words`}
        description={t`What it said is kept, and shown below.`}
        autosize
        minRows={2}
        maxLength={2000}
        data-autofocus
        {...form.getInputProps('what')}
      />
      <FormFoot error={correct.error} form={form} isBusy={correct.isPending} onCancel={onClose}>
        {t`Correct it`}
      </FormFoot>
    </form>
  )
}

/** Says something about a line. */
export function CommentDialog({ line, ...props }: LineDialogProps) {
  return (
    <FormModal opened={line !== null} onClose={props.onClose} title={t`Comment`}>
      {line !== null && <CommentForm key={line.id} line={line} {...props} />}
    </FormModal>
  )
}

function CommentForm({ incident, line, onClose }: LineFormProps) {
  const comment = useWrite(commentOnLine, { refreshes: ['/api/incidents'], showsProblem: true, onDone: onClose })
  const form = useForm({ initialValues: { text: '' }, validate: { text: notEmpty } })
  return (
    <form
      noValidate
      style={stacked}
      onKeyDown={sendOnKey}
      onSubmit={form.onSubmit((body) => comment.mutate({ params: { id: incident.id, line: line.id }, body }))}
    >
      <Textarea
        label={t`About: ${saidOf(line)}`}
        autosize
        minRows={2}
        maxLength={2000}
        data-autofocus
        {...form.getInputProps('text')}
      />
      <FormFoot error={comment.error} form={form} isBusy={comment.isPending} onCancel={onClose}>
        {t`Comment`}
      </FormFoot>
    </form>
  )
}
