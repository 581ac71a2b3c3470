import { addContactMethod, listContactMethods } from '@bellwether/contract/pager.ts'
import { Button, Group, Modal, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useDisclosure } from '@mantine/hooks'
import { useWrite } from '../call.write.ts'
import { landOnFields } from '../ui/field-problems.ts'
import { ProblemView } from '../ui/problem-view.tsx'
import { SecretOnce } from '../ui/secret-once.tsx'

export function NewWebhookDialog({ personId }: { personId: string }) {
  const [isOpen, dialog] = useDisclosure(false)
  return (
    <>
      <Button size="xs" variant="default" onClick={dialog.open}>
        Add a webhook
      </Button>
      <Modal opened={isOpen} onClose={dialog.close} title="Add a webhook">
        <NewWebhookForm personId={personId} onClose={dialog.close} />
      </Modal>
    </>
  )
}

function NewWebhookForm({ personId, onClose }: { personId: string; onClose: () => void }) {
  const form = useForm({ initialValues: { address: '' } })
  const add = useWrite(addContactMethod, { refreshes: [listContactMethods.path], showsProblem: true })
  if (add.data !== undefined) {
    return (
      <SecretOnce
        about="Each page is signed with this secret (x-bellwether-signature). This is the only time it is shown."
        label="Secret"
        secret={add.data.webhookSecret}
        onClose={onClose}
      />
    )
  }
  return (
    <form
      noValidate
      style={{ display: 'grid', gap: 12 }}
      onSubmit={form.onSubmit((body) =>
        add.mutate(
          { params: { id: personId }, body },
          { onError: (error) => void landOnFields(error, form, ['address']) },
        ),
      )}
    >
      <TextInput
        label="Address"
        description="It may carry a key, so later only its host is shown."
        placeholder="https://phones.example.com/page"
        required
        data-autofocus
        {...form.getInputProps('address')}
      />
      {add.error !== null && Object.keys(form.errors).length === 0 && <ProblemView error={add.error} />}
      <Group justify="flex-end" gap={8}>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" loading={add.isPending}>
          Add the webhook
        </Button>
      </Group>
    </form>
  )
}
