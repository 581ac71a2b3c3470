import { addMailbox } from '@bellwether/contract/mail.ts'
import { Button, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useWrite } from '../call.write.ts'
import { landOnFields } from '../ui/field-problems.ts'
import { ProblemView } from '../ui/problem-view.tsx'
import { t } from '../ui/words.ts'

/** Asks for the address that customers write to, and makes it the default mailbox. */
export function NameAddressForm() {
  const form = useForm({ initialValues: { address: '' } })
  const add = useWrite(addMailbox, { refreshes: ['/api/mail', '/api/desk', '/api/installation'], showsProblem: true })
  const landed = Object.keys(form.errors).length > 0
  const send = form.onSubmit(({ address }) =>
    add.mutate(
      { body: { address: address.trim(), name: t`Support`, isDefault: true } },
      { onError: (error) => landOnFields(error, form, ['address']) },
    ),
  )
  return (
    <form noValidate onSubmit={send} style={{ display: 'flex', flexWrap: 'wrap', gap: 8, alignItems: 'end' }}>
      <TextInput
        label={t`The address that customers write to`}
        type="email"
        placeholder="support@northstar.example"
        required
        autoComplete="off"
        w={300}
        maw="100%"
        {...form.getInputProps('address')}
      />
      <Button type="submit" variant="default" loading={add.isPending}>
        {t`This is our address`}
      </Button>
      {add.error !== null && !landed && <ProblemView error={add.error} />}
    </form>
  )
}
