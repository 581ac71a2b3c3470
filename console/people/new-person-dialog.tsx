import { addPerson, listTeams } from '@bellwether/contract/people.ts'
import { Button, MultiSelect, Select, TextInput } from '@mantine/core'
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
import { RoleSelect } from './role-select.tsx'
import { browserZone, zones } from '../ui/zones.ts'

export function NewPersonDialog() {
  const [isOpen, dialog] = useDisclosure(false)
  return (
    <>
      <Button size="xs" variant="default" onClick={dialog.open}>
        {t`Add a person`}
      </Button>
      <FormModal opened={isOpen} onClose={dialog.close} title={t`Add a person`}>
        <NewPersonForm onClose={dialog.close} />
      </FormModal>
    </>
  )
}

/** A link to this machine opens nowhere else. */
const localNote = (url: string): string =>
  ['localhost', '127.0.0.1'].includes(new URL(url).hostname)
    ? ` ${t`It opens on this machine alone: start the server with BELLWETHER_URL, the address under which others reach it.`}`
    : ''

const fields = ['name', 'email', 'roles', 'timeZone', 'teams']

function NewPersonForm({ onClose }: { onClose: () => void }) {
  const teams = useQuery(ask(listTeams))
  const form = useForm({
    initialValues: {
      name: '',
      email: '',
      roles: ['staff'],
      timeZone: browserZone,
      teams: [] as string[],
    },
  })
  const add = useWrite(addPerson, { refreshes: ['/api/people'], showsProblem: true })
  if (add.data !== undefined) {
    return (
      <SecretOnce
        about={t`${add.data.person.name} signs in with this link the first time. It works once; send it to them.${localNote(add.data.signInUrl)}`}
        label={t`First sign-in link`}
        secret={add.data.signInUrl}
        onClose={onClose}
      />
    )
  }
  return (
    <form
      noValidate
      style={{ display: 'grid', gap: 12 }}
      onSubmit={form.onSubmit((body) =>
        add.mutate({ body }, { onError: (error) => landOnFields(error, form, fields) }),
      )}
    >
      <TextInput label={t`Name`} required data-autofocus {...form.getInputProps('name')} />
      <TextInput label={t`E-mail`} type="email" required {...form.getInputProps('email')} />
      <MultiSelect
        label={t`Teams`}
        data={(teams.data?.items ?? []).map((team) => ({ value: team.slug, label: team.name }))}
        {...form.getInputProps('teams')}
      />
      <RoleSelect {...form.getInputProps('roles')} />
      <Select label={t`Time zone`} data={zones} searchable {...form.getInputProps('timeZone')} />
      <FormFoot error={add.error} form={form} isBusy={add.isPending} onCancel={onClose}>
        {t`Add the person`}
      </FormFoot>
    </form>
  )
}
