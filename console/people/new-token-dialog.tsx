import { createToken, getMe } from '@bellwether/contract/people.ts'
import type { Permission } from '@bellwether/contract/permissions.ts'
import { Button, Checkbox, Radio, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../call.query.ts'
import { useWrite } from '../call.write.ts'
import { landOnFields } from '../ui/field-problems.ts'
import { FormFoot } from '../ui/form-foot.tsx'
import { FormModal } from '../ui/form-modal.tsx'
import { SecretOnce } from '../ui/secret-once.tsx'
import { t } from '../ui/words.ts'
import { RightsChecklist } from './rights-checklist.tsx'

/** What most programs are for; whatever else one may is chosen right by right. */
const purposes = [
  { value: 'send', label: t`Sends evidence`, about: t`Events, logs and deploys come in. It reads nothing.` },
  { value: 'read', label: t`Reads all that you may read`, about: t`For reports and dashboards. It changes nothing.` },
  { value: 'choose', label: t`Something else`, about: t`You choose each right.` },
] as const
type Purpose = (typeof purposes)[number]['value']

const rightsFor = (purpose: Purpose, { chosen, own }: { chosen: Permission[]; own: readonly Permission[] }) => {
  if (purpose === 'choose') return chosen
  return purpose === 'send' ? (['evidence.write'] as const) : own.filter((right) => right.endsWith('.read'))
}

export function NewTokenDialog() {
  const [isOpen, dialog] = useDisclosure(false)
  return (
    <>
      <Button size="xs" variant="default" onClick={dialog.open}>
        {t`Make a token`}
      </Button>
      <FormModal opened={isOpen} onClose={dialog.close} title={t`Make a token`} size="lg">
        <NewTokenForm onClose={dialog.close} />
      </FormModal>
    </>
  )
}

function NewTokenForm({ onClose }: { onClose: () => void }) {
  const own = useQuery(ask(getMe)).data?.permissions ?? []
  const form = useForm({
    initialValues: { name: '', purpose: 'send' as Purpose, permissions: [] as Permission[], onBehalfOfMe: false },
    validate: {
      permissions: (chosen, { purpose }) =>
        rightsFor(purpose, { chosen, own }).length === 0 ? t`Choose at least one right.` : null,
    },
  })
  const create = useWrite(createToken, { refreshes: ['/api/people/tokens'], showsProblem: true })
  if (create.data !== undefined) {
    return (
      <SecretOnce
        about={t`This is the only time the token is shown.`}
        label={t`Token`}
        secret={create.data.token}
        onClose={onClose}
      />
    )
  }
  const send = form.onSubmit(({ name, purpose, permissions: chosen, onBehalfOfMe }) => {
    const permissions = [...rightsFor(purpose, { chosen, own })]
    create.mutate(
      { body: { name, permissions, onBehalfOfMe } },
      { onError: (error) => landOnFields(error, form, ['name', 'permissions']) },
    )
  })
  return (
    <form noValidate style={{ display: 'grid', gap: 12 }} onSubmit={send}>
      <TextInput
        label={t`Program`}
        placeholder={t`log shipper`}
        required
        data-autofocus
        {...form.getInputProps('name')}
      />
      <Radio.Group label={t`What it does`} {...form.getInputProps('purpose')}>
        <Stack gap={8} mt={6}>
          {purposes.map(({ value, label, about }) => (
            <Radio key={value} value={value} label={label} description={about} />
          ))}
        </Stack>
      </Radio.Group>
      {form.values.purpose === 'choose' && <RightsChecklist {...form.getInputProps('permissions')} />}
      <Checkbox
        label={t`It acts on behalf of me`}
        description={t`It can claim and hand off for you, and the answers come to you; what it writes names you both. Otherwise it notes and replies in its own name.`}
        {...form.getInputProps('onBehalfOfMe', { type: 'checkbox' })}
      />
      <FormFoot error={create.error} form={form} isBusy={create.isPending} onCancel={onClose}>
        {t`Make the token`}
      </FormFoot>
    </form>
  )
}
