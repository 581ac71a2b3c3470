import { addSnippet, changeSnippet, type Snippet } from '@bellwether/contract/desk.ts'
import { snippetBlanks, snippetLettersMax, unknownBlanks } from '@bellwether/contract/snippet-text.ts'
import { Modal, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useWrite } from '../../call.write.ts'
import { landOnFields } from '../../ui/field-problems.ts'
import { useKeptValues } from '../../ui/kept-values.ts'
import { FormFoot } from '../../ui/form-foot.tsx'
import { sendOnKey } from '../../ui/send-on-key.ts'
import { t } from '../../ui/words.ts'
import { sharedAs, SharingField, sharingValuesOf, teamsFault } from '../sharing-field.tsx'

interface SnippetDialogProps {
  /** The one that is changed; null makes one. */
  snippet: Snippet | null
  isOpen: boolean
  onClose: () => void
}

/** Makes a snippet, or changes one. */
export function SnippetDialog(props: SnippetDialogProps) {
  const title = props.snippet ? t`Change the snippet` : t`New snippet`
  return (
    <Modal opened={props.isOpen} onClose={props.onClose} title={title} size="lg">
      <SnippetForm {...props} />
    </Modal>
  )
}

const blanks = snippetBlanks.map((blank) => `{${blank}}`).join(', ')

function SnippetForm({ snippet, onClose }: SnippetDialogProps) {
  const kept = useKeptValues(`snippet ${snippet?.id ?? 'new'}`, {
    name: snippet?.name ?? '',
    text: snippet?.text ?? '',
    ...sharingValuesOf(snippet),
  })
  const form = useForm({
    initialValues: kept.first,
    onValuesChange: kept.keep,
    validate: {
      name: (value) => (value.trim() === '' ? t`Give it a name: it is found by that.` : null),
      text: (value) => (value.trim() === '' ? t`Write the text.` : null),
      teamIds: teamsFault,
    },
  })
  const close = (): void => {
    kept.forget()
    onClose()
  }
  const unknown = unknownBlanks(form.values.text)
  const options = { refreshes: ['/api/desk/snippets'], showsProblem: true, onDone: close }
  const add = useWrite(addSnippet, options)
  const change = useWrite(changeSnippet, options)
  const send = form.onSubmit(({ name, text, ...shared }) => {
    const body = { name, text, ...sharedAs(shared) }
    const onError = (error: Error): void => landOnFields(error, form, ['name', 'text', 'teamIds'])
    if (snippet) change.mutate({ params: { id: snippet.id }, body }, { onError })
    else add.mutate({ body }, { onError })
  })
  return (
    <form noValidate onKeyDown={sendOnKey} onSubmit={send} style={{ display: 'grid', gap: 16 }}>
      <TextInput label={t`Name`} required maxLength={80} data-autofocus {...form.getInputProps('name')} />
      <Textarea
        label={t`Text`}
        description={t`Filled in where it is inserted: ${blanks}. What is not known of a ticket is left to be written.`}
        required
        minRows={5}
        maxRows={16}
        maxLength={snippetLettersMax}
        {...form.getInputProps('text')}
      />
      {unknown.length > 0 && (
        <p role="status" style={{ color: 'var(--warn)', fontSize: 13 }}>
          {t`${unknown.join(', ')} ${unknown.length === 1 ? t`is no blank and stays` : t`are no blanks and stay`} as written.`}
        </p>
      )}
      <SharingField sharing={form.getInputProps('sharing')} teamIds={form.getInputProps('teamIds')} />
      <FormFoot
        error={add.error ?? change.error}
        form={form}
        isBusy={add.isPending || change.isPending}
        onCancel={close}
      >
        {snippet ? t`Save` : t`Keep the snippet`}
      </FormFoot>
    </form>
  )
}
