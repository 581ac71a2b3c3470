import { addTicketField, changeTicketField, type TicketField } from '@bellwether/contract/desk.ts'
import { FieldKind } from '@bellwether/contract/field-shapes.ts'
import { Button, Checkbox, Select, TagsInput, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useDisclosure } from '@mantine/hooks'
import { useWrite } from '../../call.write.ts'
import { landOnFields } from '../../ui/field-problems.ts'
import { kindWords } from '../../ui/fields/kind-words.ts'
import { valueOf } from '../../ui/fields/written-values.ts'
import { writtenValue } from '../../ui/fields/written-value.ts'
import { FormFoot } from '../../ui/form-foot.tsx'
import { FormModal } from '../../ui/form-modal.tsx'
import { sendOnKey } from '../../ui/send-on-key.ts'
import { t } from '../../ui/words.ts'

interface TicketFieldDialogProps {
  /** null: a new one. */
  field: TicketField | null
  all: readonly TicketField[]
}

/** Adds a field of tickets, or changes the one given. */
export function TicketFieldDialog({ field, all }: TicketFieldDialogProps) {
  const [isOpen, dialog] = useDisclosure(false)
  return (
    <>
      <Button
        size={field === null ? 'xs' : 'compact-xs'}
        variant="default"
        onClick={dialog.open}
        aria-label={field === null ? t`Add a field of tickets` : t`Change the field ${field.name}`}
      >
        {field === null ? t`Add a field` : t`Change`}
      </Button>
      <FormModal opened={isOpen} onClose={dialog.close} title={field === null ? t`Add a field of tickets` : field.name}>
        <TicketFieldForm field={field} all={all} onClose={dialog.close} />
      </FormModal>
    </>
  )
}

const kinds = FieldKind.options.map((kind) => ({ value: kind, label: kindWords[kind] }))
const known = ['key', 'name', 'kind', 'choices', 'shownWhen']
const empty = {
  name: '',
  key: '',
  kind: 'choice' as FieldKind,
  choices: [] as string[],
  isOnForm: false,
  isRequired: false,
  shownFor: null as string | null,
  shownIs: '',
}

function valuesOfField({ shownWhen, tickets: _, ...field }: TicketField): typeof empty {
  const shown = { shownFor: shownWhen?.field ?? null, shownIs: shownWhen ? writtenValue(shownWhen.is) : '' }
  return { ...field, ...shown }
}

function useTicketField({ field, all }: TicketFieldDialogProps, onClose: () => void) {
  const others = all.filter(({ key }) => key !== field?.key)
  const form = useForm({ initialValues: field === null ? empty : valuesOfField(field) })
  const options = { refreshes: ['/api/desk'], showsProblem: true, onDone: onClose }
  const [add, change] = [useWrite(addTicketField, options), useWrite(changeTicketField, options)]
  const asked = others.find(({ key }) => key === form.values.shownFor)
  const send = form.onSubmit(({ key, kind, shownFor: _, shownIs, ...said }) => {
    const shownWhen = asked === undefined ? null : { field: asked.key, is: valueOf(shownIs, asked) }
    const land = { onError: (problem: Error) => landOnFields(problem, form, known) }
    if (field === null) add.mutate({ body: { key, kind, shownWhen, ...said } }, land)
    else change.mutate({ params: { key: field.key }, body: { shownWhen, ...said } }, land)
  })
  return { form, others, asked, send, error: add.error ?? change.error, isBusy: add.isPending || change.isPending }
}

function TicketFieldForm({ onClose, ...props }: TicketFieldDialogProps & { onClose: () => void }) {
  const { form, others, asked, send, error, isBusy } = useTicketField(props, onClose)
  const isNew = props.field === null
  const values = asked?.kind === 'choice' ? asked.choices : asked?.kind === 'yes-no' ? ['yes', 'no'] : undefined
  return (
    <form noValidate onKeyDown={sendOnKey} onSubmit={send} style={{ display: 'grid', gap: 12 }}>
      <TextInput label={t`Name`} placeholder={t`Product`} required data-autofocus {...form.getInputProps('name')} />
      {isNew && (
        <>
          <TextInput
            label={t`Key`}
            description={t`Its name in the API and in views, such as product. It stays as it is.`}
            required
            {...form.getInputProps('key')}
          />
          <Select label={t`Type`} data={kinds} allowDeselect={false} {...form.getInputProps('kind')} />
        </>
      )}
      {form.values.kind === 'choice' && (
        <TagsInput
          label={t`Choices`}
          description={t`Enter after each. A value that was chosen before stays where its choice goes.`}
          {...form.getInputProps('choices')}
        />
      )}
      {others.length > 0 && (
        <Select
          label={t`Show it only where`}
          placeholder={t`always`}
          data={others.map(({ key, name }) => ({ value: key, label: name }))}
          clearable
          {...form.getInputProps('shownFor')}
          error={form.errors['shownWhen']}
        />
      )}
      {asked !== undefined &&
        (values === undefined ? (
          <TextInput label={t`${asked.name} is`} {...form.getInputProps('shownIs')} />
        ) : (
          <Select label={t`${asked.name} is`} data={values} {...form.getInputProps('shownIs')} />
        ))}
      <Checkbox label={t`Show on the web form`} {...form.getInputProps('isOnForm', { type: 'checkbox' })} />
      {form.values.isOnForm && (
        <Checkbox label={t`Required on the web form`} {...form.getInputProps('isRequired', { type: 'checkbox' })} />
      )}
      <FormFoot error={error} form={form} isBusy={isBusy} onCancel={onClose}>
        {isNew ? t`Add the field` : t`Save the field`}
      </FormFoot>
    </form>
  )
}
