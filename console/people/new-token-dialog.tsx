import { createToken } from '@bellwether/contract/people.ts'
import { Permission } from '@bellwether/contract/permissions.ts'
import { Button, Checkbox, Modal, MultiSelect, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useDisclosure } from '@mantine/hooks'
import { useWrite } from '../call.write.ts'
import { landOnFields } from '../ui/field-problems.ts'
import { FormFoot } from '../ui/form-foot.tsx'
import { SecretOnce } from '../ui/secret-once.tsx'

export function NewTokenDialog() {
  const [isOpen, dialog] = useDisclosure(false)
  return (
    <>
      <Button size="xs" variant="default" onClick={dialog.open}>
        Make a token
      </Button>
      <Modal opened={isOpen} onClose={dialog.close} title="Make a token">
        <NewTokenForm onClose={dialog.close} />
      </Modal>
    </>
  )
}

function NewTokenForm({ onClose }: { onClose: () => void }) {
  const form = useForm({ initialValues: { name: '', permissions: [] as Permission[], onBehalfOfMe: false } })
  const create = useWrite(createToken, { refreshes: ['/api/people/tokens'], showsProblem: true })
  if (create.data !== undefined) {
    return (
      <SecretOnce
        about="This is the only time the token is shown."
        label="Token"
        secret={create.data.token}
        onClose={onClose}
      />
    )
  }
  return (
    <form
      noValidate
      style={{ display: 'grid', gap: 12 }}
      onSubmit={form.onSubmit((body) =>
        create.mutate({ body }, { onError: (error) => landOnFields(error, form, ['name', 'permissions']) }),
      )}
    >
      <TextInput label="Program" placeholder="log shipper" required data-autofocus {...form.getInputProps('name')} />
      <MultiSelect label="It may" searchable data={[...Permission.options]} {...form.getInputProps('permissions')} />
      <Checkbox
        label="It acts on behalf of me"
        description="It can claim and hand off for you, and the answers come to you; what it writes names you both. Otherwise it notes and replies in its own name."
        {...form.getInputProps('onBehalfOfMe', { type: 'checkbox' })}
      />
      <FormFoot error={create.error} form={form} isBusy={create.isPending} onCancel={onClose}>
        Make the token
      </FormFoot>
    </form>
  )
}
