import { setMyPassword } from '@bellwether/contract/people.ts'
import { Button, PasswordInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useWrite } from '../call.write.ts'
import { landOnFields } from '../ui/field-problems.ts'
import { ProblemView } from '../ui/problem-view.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { t } from '../ui/words.ts'

export function PasswordForm() {
  const form = useForm({ initialValues: { currentPassword: '', password: '' } })
  const change = useWrite(setMyPassword, {
    refreshes: ['/api/people/session'],
    showsProblem: true,
    notice: t`Your password is changed. You are signed out everywhere else.`,
    onDone: () => form.reset(),
  })
  return (
    <Sheet title={t`Your password`} about={t`At least 10 characters. One-time links work as before.`}>
      <form
        noValidate
        style={{ display: 'flex', gap: 8, alignItems: 'flex-end', flexWrap: 'wrap' }}
        onSubmit={form.onSubmit(({ currentPassword, password }) =>
          change.mutate(
            { body: { password, ...(currentPassword === '' ? {} : { currentPassword }) } },
            { onError: (error) => landOnFields(error, form, ['password', 'currentPassword']) },
          ),
        )}
      >
        <PasswordInput
          label={t`Password you have now`}
          description={t`Empty where you have none yet`}
          autoComplete="current-password"
          w={260}
          {...form.getInputProps('currentPassword')}
        />
        <PasswordInput
          label={t`New password`}
          autoComplete="new-password"
          required
          w={260}
          {...form.getInputProps('password')}
        />
        <Button type="submit" variant="default" loading={change.isPending}>
          {t`Change it`}
        </Button>
      </form>
      {change.error !== null && Object.keys(form.errors).length === 0 && <ProblemView error={change.error} />}
    </Sheet>
  )
}
