import { declareIncident, listIncidents } from '@bellwether/contract/incidents-declared.ts'
import { TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { ask } from '../../call.query.ts'
import { useWrite } from '../../call.write.ts'
import { Ago } from '../../ui/clock.tsx'
import { landOnFields } from '../../ui/field-problems.ts'
import { FormFoot } from '../../ui/form-foot.tsx'
import { FormModal } from '../../ui/form-modal.tsx'
import { t } from '../../ui/words.ts'

interface DeclareDialogProps {
  isOpen: boolean
  onClose: () => void
}

/** Declares an incident by hand: nothing but its name is needed, and those that go on are shown first. */
export function DeclareDialog({ isOpen, onClose }: DeclareDialogProps) {
  return (
    <FormModal opened={isOpen} onClose={onClose} title={t`Declare an incident`}>
      <DeclareForm onClose={onClose} />
    </FormModal>
  )
}

function DeclareForm({ onClose }: { onClose: () => void }) {
  const navigate = useNavigate()
  const open = useQuery(ask(listIncidents, { query: { open: true, limit: 5 } })).data?.items ?? []
  const declare = useWrite(declareIncident, {
    refreshes: ['/api/incidents'],
    showsProblem: true,
    onDone: ({ id }) => void navigate({ to: '/incidents/$id', params: { id } }),
  })
  const form = useForm({
    initialValues: { title: '' },
    validate: { title: (title) => (title.trim().length < 3 ? t`Name what is broken in one line.` : null) },
  })
  return (
    <form
      noValidate
      style={{ display: 'grid', gap: 14 }}
      onSubmit={form.onSubmit((body) =>
        declare.mutate({ body }, { onError: (error) => landOnFields(error, form, ['title']) }),
      )}
    >
      {open.length > 0 && (
        <div>
          <p>{t`Is it one of these, which go on?`}</p>
          <ul>
            {open.map(({ id, number, title, declaredAt }) => (
              <li key={id}>
                <Link to="/incidents/$id" params={{ id }}>
                  I{number} {title}
                </Link>{' '}
                <Ago at={declaredAt} />
              </li>
            ))}
          </ul>
        </div>
      )}
      <TextInput
        label={t`What is broken?`}
        description={t`In one line, as customers see it. Reports, signals, tickets and pages are added afterwards.`}
        maxLength={300}
        required
        data-autofocus
        {...form.getInputProps('title')}
      />
      <FormFoot error={declare.error} form={form} isBusy={declare.isPending} onCancel={onClose}>
        {t`Declare it`}
      </FormFoot>
    </form>
  )
}
