import { setMyPassword } from '@bellwether/contract/people.ts'
import { Button, PasswordInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useWrite } from '../call.write.ts'
import { landOnFields } from '../ui/field-problems.ts'
import { ProblemView } from '../ui/problem-view.tsx'
import { Sheet } from '../ui/sheet.tsx'

export function PasswordForm() {
  const form = useForm({ initialValues: { password: '' } })
  const change = useWrite(setMyPassword, {
    refreshes: [],
    showsProblem: true,
    notice: 'Your password is changed.',
    onDone: () => form.reset(),
  })
  return (
    <Sheet title="Your password" about="At least 10 characters. One-time links work as before.">
      <form
        noValidate
        style={{ display: 'flex', gap: 8, alignItems: 'flex-end', flexWrap: 'wrap' }}
        onSubmit={form.onSubmit((body) =>
          change.mutate({ body }, { onError: (error) => landOnFields(error, form, ['password']) }),
        )}
      >
        <PasswordInput
          label="New password"
          autoComplete="new-password"
          required
          w={260}
          {...form.getInputProps('password')}
        />
        <Button type="submit" variant="default" loading={change.isPending}>
          Change it
        </Button>
      </form>
      {change.error !== null && Object.keys(form.errors).length === 0 && <ProblemView error={change.error} />}
    </Sheet>
  )
}
