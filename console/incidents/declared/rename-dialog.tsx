import { changeIncident, type Incident } from '@bellwether/contract/incidents-declared.ts'
import { TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useWrite } from '../../call.write.ts'
import { FormFoot } from '../../ui/form-foot.tsx'
import { FormModal } from '../../ui/form-modal.tsx'
import { t } from '../../ui/words.ts'

interface RenameDialogProps {
  incident: Incident
  isOpen: boolean
  onClose: () => void
}

/** Names an incident otherwise than its first part is called. */
export function RenameDialog({ isOpen, ...props }: RenameDialogProps) {
  return (
    <FormModal opened={isOpen} onClose={props.onClose} title={t`What is it called?`}>
      <RenameForm {...props} />
    </FormModal>
  )
}

function RenameForm({ incident, onClose }: Omit<RenameDialogProps, 'isOpen'>) {
  const rename = useWrite(changeIncident, { refreshes: ['/api/incidents'], showsProblem: true, onDone: onClose })
  const form = useForm({
    initialValues: { title: incident.title },
    validate: { title: (title) => (title.trim().length < 3 ? t`Name what is broken in one line.` : null) },
  })
  return (
    <form
      noValidate
      style={{ display: 'grid', gap: 14 }}
      onSubmit={form.onSubmit((body) => rename.mutate({ params: { id: incident.id }, body }))}
    >
      <TextInput
        label={t`What is broken?`}
        description={t`In one line, as customers see it.`}
        maxLength={300}
        required
        data-autofocus
        {...form.getInputProps('title')}
      />
      <FormFoot error={rename.error} form={form} isBusy={rename.isPending} onCancel={onClose}>
        {t`Rename`}
      </FormFoot>
    </form>
  )
}
