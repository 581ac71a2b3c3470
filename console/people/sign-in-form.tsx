import { signInByPassword } from '@bellwether/contract/people.ts'
import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useWrite } from '../call.write.ts'
import { landOnFields } from '../ui/field-problems.ts'
import { ProblemView } from '../ui/problem-view.tsx'
import { t } from '../ui/words.ts'

interface SignInFormProps {
  onSignedIn: () => void
  onWantLink: (email: string) => void
}

export function SignInForm({ onSignedIn, onWantLink }: SignInFormProps) {
  const form = useForm({ initialValues: { email: '', password: '' } })
  const signIn = useWrite(signInByPassword, { refreshes: [], showsProblem: true, onDone: onSignedIn })
  const landed = signIn.error !== null && Object.keys(form.errors).length > 0
  return (
    <form
      noValidate
      style={{ display: 'grid', gap: 12 }}
      onSubmit={form.onSubmit((body) =>
        signIn.mutate({ body }, { onError: (error) => landOnFields(error, form, ['email', 'password']) }),
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
      <PasswordInput
        label={t`Password`}
        size="md"
        required
        autoComplete="current-password"
        {...form.getInputProps('password')}
      />
      {signIn.error !== null && !landed && <ProblemView error={signIn.error} />}
      <Button type="submit" size="md" loading={signIn.isPending} mt={4}>
        {t`Sign in`}
      </Button>
      <Button variant="subtle" onClick={() => onWantLink(form.values.email)}>
        {t`Send me a one-time link instead`}
      </Button>
    </form>
  )
}
