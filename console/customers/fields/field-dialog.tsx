import { addCustomerField, changeCustomerField } from '@bellwether/contract/customers.ts'
import { type CustomerField, FieldKind } from '@bellwether/contract/field-shapes.ts'
import { Button, Select, TagsInput, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useDisclosure } from '@mantine/hooks'
import { useWrite } from '../../call.write.ts'
import { landOnFields } from '../../ui/field-problems.ts'
import { FormFoot } from '../../ui/form-foot.tsx'
import { kindWords } from '../../ui/fields/kind-words.ts'
import { FormModal } from '../../ui/form-modal.tsx'
import { t } from '../../ui/words.ts'

/** Adds a field, or changes the one given. */
export function FieldDialog({ given: field }: { given: CustomerField | null }) {
  const [isOpen, dialog] = useDisclosure(false)
  return (
    <>
      <Button
        size={field === null ? 'xs' : 'compact-xs'}
        variant="default"
        onClick={dialog.open}
        aria-label={field === null ? undefined : t`Change the field ${field.name}`}
      >
        {field === null ? t`Add a field` : t`Change`}
      </Button>
      <FormModal opened={isOpen} onClose={dialog.close} title={field === null ? t`Add a field` : field.name}>
        <FieldForm given={field} onClose={dialog.close} />
      </FormModal>
    </>
  )
}

const kinds = FieldKind.options.map((kind) => ({ value: kind, label: kindWords[kind] }))
const known = ['key', 'name', 'kind', 'choices']

const empty = { name: '', key: '', kind: 'text' as FieldKind, choices: [] as string[] }

function FieldForm({ given: field, onClose }: { given: CustomerField | null; onClose: () => void }) {
  const { name, key, kind, choices } = field ?? empty
  const form = useForm({ initialValues: { name, key, kind, choices } })
  const options = { refreshes: ['/api/customers'], showsProblem: true, onDone: onClose }
  const [add, change] = [useWrite(addCustomerField, options), useWrite(changeCustomerField, options)]
  const send = form.onSubmit((values) => {
    const land = { onError: (problem: Error) => landOnFields(problem, form, known) }
    if (field === null) add.mutate({ body: values }, land)
    else change.mutate({ params: { key }, body: { name: values.name, choices: values.choices } }, land)
  })
  return (
    <form noValidate onSubmit={send} style={{ display: 'grid', gap: 12 }}>
      <TextInput label={t`Name`} required data-autofocus {...form.getInputProps('name')} />
      {field === null && (
        <>
          <TextInput
            label={t`Key`}
            description={t`Its name in the API, such as contract-end. It stays as it is.`}
            required
            {...form.getInputProps('key')}
          />
          <Select label={t`Type`} data={kinds} {...form.getInputProps('kind')} />
        </>
      )}
      {form.values.kind === 'choice' && (
        <TagsInput
          label={t`Choices`}
          description={t`Enter after each. A value that was chosen before stays where its choice goes.`}
          {...form.getInputProps('choices')}
        />
      )}
      <FormFoot
        error={add.error ?? change.error}
        form={form}
        isBusy={add.isPending || change.isPending}
        onCancel={onClose}
      >
        {field === null ? t`Add the field` : t`Save the field`}
      </FormFoot>
    </form>
  )
}
