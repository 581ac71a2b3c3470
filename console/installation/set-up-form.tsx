import { setUpInstallation } from '@bellwether/contract/installation.ts'
import { Button, PasswordInput, Select, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useWrite } from '../call.write.ts'
import { landOnFields } from '../ui/field-problems.ts'
import { ProblemView } from '../ui/problem-view.tsx'
import { t } from '../ui/words.ts'
import { browserZone, zones } from '../ui/zones.ts'

const fields = ['organisation', 'supportAddress', 'name', 'email', 'password', 'timeZone'] as const

export function SetUpForm({ setupToken, onDone }: { setupToken: string; onDone: () => void }) {
  const form = useForm({
    initialValues: {
      organisation: '',
      supportAddress: '',
      name: '',
      email: '',
      password: '',
      timeZone: browserZone,
    },
  })
  const setUp = useWrite(setUpInstallation, { refreshes: ['/api/'], showsProblem: true, onDone })
  const landed = setUp.error !== null && Object.keys(form.errors).length > 0
  return (
    <form
      noValidate
      style={{ display: 'grid', gap: 12 }}
      onSubmit={form.onSubmit(({ supportAddress, ...values }) =>
        setUp.mutate(
          { body: { setupToken, ...values, supportAddress: supportAddress.trim() || null } },
          { onError: (error) => landOnFields(error, form, fields) },
        ),
      )}
    >
      <TextInput
        label={t`Organisation`}
        placeholder={t`Northstar Hosting`}
        required
        autoComplete="organization"
        autoFocus
        {...form.getInputProps('organisation')}
      />
      <TextInput
        label={t`The address that customers write to`}
        description={t`Leave it out to decide later. Mail to any address is kept until then.`}
        type="email"
        placeholder="support@northstar.example"
        autoComplete="off"
        {...form.getInputProps('supportAddress')}
      />
      <TextInput label={t`Your name`} required autoComplete="name" {...form.getInputProps('name')} />
      <TextInput
        label={t`Your e-mail`}
        type="email"
        required
        autoComplete="username"
        {...form.getInputProps('email')}
      />
      <PasswordInput
        label={t`Password`}
        description={t`At least 10 characters.`}
        required
        autoComplete="new-password"
        {...form.getInputProps('password')}
      />
      <Select label={t`Time zone`} data={zones} searchable {...form.getInputProps('timeZone')} />
      {setUp.error !== null && !landed && <ProblemView error={setUp.error} />}
      <Button type="submit" loading={setUp.isPending} mt={4}>
        {t`Set up and sign in`}
      </Button>
    </form>
  )
}
