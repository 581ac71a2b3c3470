import { AfterCare } from '@bellwether/contract/after-care-shape.ts'
import { firstTexts, getAfterCare, setAfterCare } from '@bellwether/contract/desk.ts'
import { Button, Checkbox, NumberInput, Textarea } from '@mantine/core'
import { useForm, type UseFormReturnType } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../call.query.ts'
import { useWrite } from '../call.write.ts'
import { landOnFields } from '../ui/field-problems.ts'
import { Loaded } from '../ui/loaded.tsx'
import { ProblemView } from '../ui/problem-view.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { sendOnKey } from '../ui/send-on-key.ts'
import { t, translated } from '../ui/words.ts'

/** What happens by itself after an answer, and after the end of a ticket. */
export function AfterCareSettings({ canEdit }: { canEdit: boolean }) {
  const care = useQuery(ask(getAfterCare))
  return (
    <Sheet
      title={t`After the answer`}
      about={t`Customers who say no more can be asked once and then let go, and asked how good the answer was. Any word of theirs opens a ticket again. Each is off until you set it.`}
    >
      <Loaded query={care} rows={4}>
        {(given) => <AfterCareForm key={JSON.stringify(given)} given={given} canEdit={canEdit} />}
      </Loaded>
    </Sheet>
  )
}

interface Values {
  isQuietAsked: boolean
  askAfterDays: number
  closeAfterDays: number
  quietText: string
  isSatisfactionAsked: boolean
  afterHours: number
  satisfactionText: string
}
type Form = UseFormReturnType<Values>

const valuesOf = ({ quiet, satisfaction }: AfterCare): Values => ({
  isQuietAsked: quiet !== null,
  askAfterDays: quiet?.askAfterDays ?? 7,
  closeAfterDays: quiet?.closeAfterDays ?? 7,
  quietText: quiet?.text ?? firstTexts.quiet,
  isSatisfactionAsked: satisfaction !== null,
  afterHours: satisfaction?.afterHours ?? 24,
  satisfactionText: satisfaction?.text ?? firstTexts.satisfaction,
})

const bodyOf = (values: Values): AfterCare => ({
  quiet: values.isQuietAsked
    ? { askAfterDays: values.askAfterDays, closeAfterDays: values.closeAfterDays, text: values.quietText }
    : null,
  satisfaction: values.isSatisfactionAsked ? { afterHours: values.afterHours, text: values.satisfactionText } : null,
})

/** Where the fields of the form stand in what is sent. */
const fieldOf: Readonly<Record<string, keyof Values>> = {
  'quiet.askAfterDays': 'askAfterDays',
  'quiet.closeAfterDays': 'closeAfterDays',
  'quiet.text': 'quietText',
  'satisfaction.afterHours': 'afterHours',
  'satisfaction.text': 'satisfactionText',
}

const faultsOf = (values: Values): Record<string, string> =>
  Object.fromEntries(
    (AfterCare.safeParse(bodyOf(values)).error?.issues ?? []).flatMap(({ path, message }) => {
      const field = fieldOf[path.join('.')]
      return field === undefined ? [] : [[field, translated(message)]]
    }),
  )

function AfterCareForm({ given, canEdit }: { given: AfterCare; canEdit: boolean }) {
  const form: Form = useForm({ initialValues: valuesOf(given), validate: faultsOf })
  const save = useWrite(setAfterCare, { refreshes: [setAfterCare.path], notice: t`Saved.`, showsProblem: true })
  const send = form.onSubmit((values) =>
    save.mutate({ body: bodyOf(values) }, { onError: (error) => landOnFields(error, form, []) }),
  )
  return (
    <form noValidate onKeyDown={sendOnKey} onSubmit={send}>
      <fieldset disabled={!canEdit} style={{ display: 'grid', gap: 14, border: 0, padding: 0, margin: 0, minWidth: 0 }}>
        <QuietFields form={form} />
        <SatisfactionFields form={form} />
        {save.error !== null && <ProblemView error={save.error} />}
        {canEdit && (
          <Button type="submit" loading={save.isPending} style={{ justifySelf: 'start' }}>
            {t`Save`}
          </Button>
        )}
      </fieldset>
    </form>
  )
}

const blanks = t`Write {name}, {number} and {subject} for theirs, and {link} where the link belongs.`
const whole = { allowDecimal: false, allowNegative: false, hideControls: true } as const

function QuietFields({ form }: { form: Form }) {
  return (
    <>
      <Checkbox
        label={t`Ask customers who say no more whether it is solved, and then resolve the ticket`}
        {...form.getInputProps('isQuietAsked', { type: 'checkbox' })}
      />
      {form.values.isQuietAsked && (
        <>
          <NumberInput
            label={t`Days without a word until they are asked`}
            {...whole}
            {...form.getInputProps('askAfterDays')}
          />
          <NumberInput
            label={t`More days until the ticket is resolved`}
            {...whole}
            {...form.getInputProps('closeAfterDays')}
          />
          <Textarea
            label={t`What they read`}
            description={blanks}
            autosize
            minRows={5}
            {...form.getInputProps('quietText')}
          />
        </>
      )}
    </>
  )
}

function SatisfactionFields({ form }: { form: Form }) {
  return (
    <>
      <Checkbox
        label={t`Ask after the end how good the answer was`}
        description={t`Each contact at most once a week. Both answers are kept, with a comment.`}
        {...form.getInputProps('isSatisfactionAsked', { type: 'checkbox' })}
      />
      {form.values.isSatisfactionAsked && (
        <>
          <NumberInput
            label={t`Hours after the end until they are asked`}
            {...whole}
            {...form.getInputProps('afterHours')}
          />
          <Textarea
            label={t`What they read when they are asked how good it was`}
            description={blanks}
            autosize
            minRows={5}
            {...form.getInputProps('satisfactionText')}
          />
        </>
      )}
    </>
  )
}
