import { declareOver, type Report } from '@bellwether/contract/incidents.ts'
import { Textarea } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useWrite } from '../call.write.ts'
import { landOnFields } from '../ui/field-problems.ts'
import { FormFoot } from '../ui/form-foot.tsx'
import { FormModal } from '../ui/form-modal.tsx'
import { sendOnKey } from '../ui/send-on-key.ts'
import { t } from '../ui/words.ts'

interface OverDialogProps {
  report: Report
  isOpen: boolean
  onClose: () => void
}

/** Says by hand that it is over; whoever was told is owed the last word then. */
export function OverDialog(props: OverDialogProps) {
  return (
    <FormModal opened={props.isOpen} onClose={props.onClose} title={t`R${props.report.number} is over`}>
      <OverForm {...props} />
    </FormModal>
  )
}

function OverForm({ report, onClose }: OverDialogProps) {
  const form = useForm({
    initialValues: { reason: '' },
    validate: { reason: (value) => (value.trim() === '' ? t`Say how you know.` : null) },
  })
  const over = useWrite(declareOver, {
    refreshes: ['/api/incidents', '/api/desk'],
    showsProblem: true,
    onDone: onClose,
  })
  const send = form.onSubmit(({ reason }) =>
    over.mutate(
      { params: { id: report.id }, body: { reason } },
      { onError: (error) => landOnFields(error, form, ['reason']) },
    ),
  )
  return (
    <form noValidate onKeyDown={sendOnKey} onSubmit={send} style={{ display: 'grid', gap: 14 }}>
      {report.watch !== null && (
        <p>{t`The errors are watched: at zero for ${report.watch.zeroMinutes} minutes it is over by itself.`}</p>
      )}
      <Textarea
        label={t`How do you know?`}
        description={t`Kept on the report and on each ticket, with your name. The tickets that waited come back to support.`}
        minRows={2}
        maxLength={500}
        required
        data-autofocus
        {...form.getInputProps('reason')}
      />
      <FormFoot error={over.error} form={form} isBusy={over.isPending} onCancel={onClose}>
        {t`It is over`}
      </FormFoot>
    </form>
  )
}
