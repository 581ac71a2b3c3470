import { addContactMethod, listContactMethods } from '@bellwether/contract/pager.ts'
import { Button, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useDisclosure } from '@mantine/hooks'
import { useWrite } from '../call.write.ts'
import { landOnFields } from '../ui/field-problems.ts'
import { FormFoot } from '../ui/form-foot.tsx'
import { FormModal } from '../ui/form-modal.tsx'
import { SecretOnce } from '../ui/secret-once.tsx'
import { t } from '../ui/words.ts'

export function NewWebhookDialog({ personId }: { personId: string }) {
  const [isOpen, dialog] = useDisclosure(false)
  return (
    <>
      <Button size="xs" variant="default" onClick={dialog.open}>
        {t`Add a webhook`}
      </Button>
      <FormModal opened={isOpen} onClose={dialog.close} title={t`Add a webhook`}>
        <NewWebhookForm personId={personId} onClose={dialog.close} />
      </FormModal>
    </>
  )
}

function NewWebhookForm({ personId, onClose }: { personId: string; onClose: () => void }) {
  const form = useForm({ initialValues: { address: '' } })
  const add = useWrite(addContactMethod, { refreshes: [listContactMethods.path], showsProblem: true })
  if (add.data !== undefined) {
    return (
      <SecretOnce
        about={t`Each page is signed with this secret (x-bellwether-signature). This is the only time it is shown.`}
        label={t`Secret`}
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
        add.mutate({ params: { id: personId }, body }, { onError: (error) => landOnFields(error, form, ['address']) }),
      )}
    >
      <TextInput
        label={t`Address`}
        description={t`It may carry a key, so later only its host is shown.`}
        placeholder="https://phones.example.com/page"
        required
        data-autofocus
        {...form.getInputProps('address')}
      />
      <FormFoot error={add.error} form={form} isBusy={add.isPending} onCancel={onClose}>
        {t`Add the webhook`}
      </FormFoot>
    </form>
  )
}
