import { editReport, type Report, type ReportText } from '@bellwether/contract/incidents.ts'
import { Button, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useWrite } from '../call.write.ts'
import { fieldProblemsOf, landOnFields } from '../ui/field-problems.ts'
import { Icon } from '../ui/icon.tsx'
import { ProblemView } from '../ui/problem-view.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { sendOnKey } from '../ui/send-on-key.ts'
import { t, translated } from '../ui/words.ts'
import styles from './report-text-form.module.css'

type Field = keyof ReportText

const fields: readonly { name: Field; label: string; about: string; rows: number }[] = [
  { name: 'title', label: t`Title`, about: t`What a woken person reads first.`, rows: 1 },
  { name: 'claim', label: t`What is broken`, about: t`One or two sentences.`, rows: 2 },
  { name: 'reproduction', label: t`How to reproduce it`, about: t`Steps that show the fault.`, rows: 3 },
  { name: 'frequency', label: t`How often`, about: t`In orders of magnitude.`, rows: 1 },
  { name: 'impact', label: t`Who is hit`, about: t`Who, how many, and what they cannot do.`, rows: 2 },
  { name: 'ask', label: t`What is asked`, about: t`Of the team that is paged.`, rows: 2 },
]

const names = fields.map((field) => field.name)

/** The words of the report; they may change until it is handed off. */
export function ReportTextForm({ report }: { report: Report }) {
  return report.state === 'draft' ? <EditableText report={report} /> : <FixedText text={report.text} />
}

function EditableText({ report }: { report: Report }) {
  const form = useForm<ReportText>({ initialValues: report.text })
  const edit = useWrite(editReport, {
    refreshes: ['/api/incidents'],
    showsProblem: true,
    onDone: (saved) => form.resetDirty(saved.text),
  })
  const save = form.onSubmit((body) =>
    edit.mutate({ params: { id: report.id }, body }, { onError: (error) => landOnFields(error, form, names) }),
  )
  const isDirty = form.isDirty()
  return (
    <Sheet title={t`Report`} side={<span className={styles.saved}>{isDirty ? t`Not saved yet` : t`Saved`}</span>}>
      <Gaps gaps={report.gaps} />
      <form
        noValidate
        onKeyDown={sendOnKey}
        className={styles.form}
        onSubmit={save}
        onBlur={() => isDirty && !edit.isPending && save()}
      >
        {fields.map(({ name, label, about, rows }) =>
          name === 'title' ? (
            <TextInput key={name} label={label} description={about} {...form.getInputProps(name)} />
          ) : (
            <Textarea key={name} label={label} description={about} minRows={rows} {...form.getInputProps(name)} />
          ),
        )}
        {edit.error !== null && Object.keys(form.errors).length === 0 && <ProblemView error={edit.error} />}
        <div>
          <Button type="submit" variant="default" loading={edit.isPending} disabled={!isDirty}>
            {t`Save`}
          </Button>
        </div>
      </form>
    </Sheet>
  )
}

/** What is missing before the report may page. */
export function Gaps({ gaps }: { gaps: Report['gaps'] }) {
  if (gaps.length === 0) {
    return (
      <p className={styles.ready}>
        <Icon name="check" size={14} /> {t`Ready to page: nothing is missing.`}
      </p>
    )
  }
  const named = fieldProblemsOf({ type: '', title: '', status: 0, errors: gaps })
  return (
    <div className={styles.gaps}>
      <h3>{t`What is missing before this may page`}</h3>
      <ul aria-label={t`Missing`}>
        {Object.entries(named).map(([field, detail]) => (
          <li key={field}>
            <strong>{fields.find((one) => one.name === field)?.label ?? field}:</strong> {translated(detail)}
          </li>
        ))}
      </ul>
    </div>
  )
}

function FixedText({ text }: { text: ReportText }) {
  return (
    <Sheet title={t`Report`}>
      <dl className={styles.fixed}>
        {fields
          .filter(({ name }) => name !== 'title')
          .map(({ name, label }) => (
            <div key={name}>
              <dt>{label}</dt>
              <dd>{text[name] === '' ? '–' : text[name]}</dd>
            </div>
          ))}
      </dl>
    </Sheet>
  )
}
