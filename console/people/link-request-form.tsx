import { requestSignInLink } from '@bellwether/contract/people.ts'
import { Button, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useWrite } from '../call.write.ts'
import { landOnFields } from '../ui/field-problems.ts'
import { ProblemView } from '../ui/problem-view.tsx'
import { t } from '../ui/words.ts'

export function LinkRequestForm({ email, onBack }: { email: string; onBack: () => void }) {
  const form = useForm({ initialValues: { email } })
  const request = useWrite(requestSignInLink, { refreshes: [], showsProblem: true })
  const back = (
    <Button variant="subtle" onClick={onBack}>
      {t`Sign in with a password`}
    </Button>
  )
  if (request.isSuccess) {
    return (
      <div style={{ display: 'grid', gap: 12 }} role="status">
        <p>
          {t`If this address belongs to someone on staff, a link is on its way. It works once and for a limited time.`}
        </p>
        {back}
      </div>
    )
  }
  return (
    <form
      noValidate
      style={{ display: 'grid', gap: 12 }}
      onSubmit={form.onSubmit((body) =>
        request.mutate({ body }, { onError: (error) => landOnFields(error, form, ['email']) }),
      )}
    >
      <TextInput
        label={t`E-mail`}
        type="email"
        size="md"
        required
        autoFocus
        autoComplete="username"
        {...form.getInputProps('email')}
      />
      {request.error !== null && Object.keys(form.errors).length === 0 && <ProblemView error={request.error} />}
      <Button type="submit" size="md" loading={request.isPending}>
        {t`Send the link`}
      </Button>
      {back}
    </form>
  )
}
