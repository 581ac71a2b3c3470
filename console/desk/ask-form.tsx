import { askByForm, type FormField, getForm } from '@bellwether/contract/desk.ts'
import { shownFields } from '@bellwether/contract/shown-fields.ts'
import { Button, Checkbox, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useDocumentTitle } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../call.query.ts'
import { useWrite } from '../call.write.ts'
import { landOnFields } from '../ui/field-problems.ts'
import { FieldInputs } from '../ui/fields/field-inputs.tsx'
import { faultsOf, valuesOf, type WrittenValues } from '../ui/fields/written-values.ts'
import { Loaded } from '../ui/loaded.tsx'
import { ProblemView } from '../ui/problem-view.tsx'
import { t } from '../ui/words.ts'
import { useDraft } from './draft.ts'

/** What is asked for beside what is written so far. */
const shownFor = (asked: readonly FormField[], written: WrittenValues): FormField[] =>
  shownFields(asked, valuesOf(written, asked))

/** The form by which anybody asks, without an account. */
export function AskForm() {
  const given = useQuery(ask(getForm))
  useDocumentTitle(given.data?.organisation ?? t`Ask us`)
  return (
    <Loaded query={given} rows={6}>
      {({ isOpen, organisation, fields }) => (
        <>
          <h1>{t`Ask ${organisation || t`us`}`}</h1>
          {isOpen ? <Fields asked={fields} /> : <p>{t`This form is shut. Please write a mail instead.`}</p>}
        </>
      )}
    </Loaded>
  )
}

function Fields({ asked }: { asked: readonly FormField[] }) {
  const [text, setText] = useDraft('form', 'new-ticket')
  const [number, setNumber] = useState<number | null>(null)
  const form = useForm({
    initialValues: { email: '', name: '', subject: '', text, isEmergency: false, fields: {} as WrittenValues },
    onValuesChange: (values) => setText(values.text),
    validate: (values) => faultsOf(values.fields, shownFor(asked, values.fields), {}),
  })
  const shown = shownFor(asked, form.values.fields)
  const onDone = (answer: { number: number }): void => {
    setText('')
    setNumber(answer.number)
  }
  const send = useWrite(askByForm, { refreshes: [], showsProblem: true, onDone })
  if (number !== null)
    return <p role="status">{t`Thank you: your question has number ${number}. We answer you by mail.`}</p>
  const submit = form.onSubmit(({ email, name, ...values }) =>
    send.mutate(
      { body: { ...values, fields: valuesOf(values.fields, shown), contact: { email, name } } },
      {
        onError: (error) => {
          landOnFields(error, form, ['contact', 'subject', 'text'])
        },
      },
    ),
  )
  return (
    <form noValidate onSubmit={submit} style={{ display: 'grid', gap: 14 }}>
      <TextInput label={t`Your name`} autoComplete="name" {...form.getInputProps('name')} />
      <TextInput
        label={t`Your e-mail address`}
        type="email"
        autoComplete="email"
        required
        {...form.getInputProps('email')}
        error={form.errors['contact']}
      />
      <TextInput label={t`Subject`} required {...form.getInputProps('subject')} />
      <FieldInputs form={form} fields={shown} />
      <Textarea label={t`What is it about?`} minRows={6} autosize required {...form.getInputProps('text')} />
      <Checkbox
        label={t`It is an emergency`}
        description={t`Your service is down for your users now. If you are a customer with an emergency line, it wakes somebody.`}
        {...form.getInputProps('isEmergency', { type: 'checkbox' })}
      />
      {send.error !== null && Object.keys(form.errors).length === 0 && <ProblemView error={send.error} />}
      <Button type="submit" loading={send.isPending} style={{ justifySelf: 'start' }}>
        {t`Send`}
      </Button>
    </form>
  )
}
