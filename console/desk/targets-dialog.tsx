import {
  listCalendars,
  type ResponsePolicy,
  setResponsePolicy,
  type TargetsTrial,
  tryTargets,
} from '@bellwether/contract/desk.ts'
import { NewTargets } from '@bellwether/contract/target-shapes.ts'
import { Button, NumberInput, Select } from '@mantine/core'
import { useForm, type UseFormReturnType } from '@mantine/form'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../call.query.ts'
import { ProblemError } from '../call.ts'
import { useWrite } from '../call.write.ts'
import { FormFoot } from '../ui/form-foot.tsx'
import { FormModal } from '../ui/form-modal.tsx'
import { t, translated } from '../ui/words.ts'
import { minutesInWords } from './hours-words.ts'
import styles from './response-targets.module.css'
import { type Plan, planNames, plans } from './target-plans.ts'
import { TriedTickets } from './tried-targets.tsx'

/** Changes the targets: makes a new version of those given. */
export function TargetsDialog({ given }: { given: ResponsePolicy }) {
  const [isOpen, dialog] = useDisclosure(false)
  return (
    <>
      <Button size="xs" variant="default" onClick={dialog.open} aria-label={t`Change the response targets`}>
        {t`Change`}
      </Button>
      <FormModal opened={isOpen} onClose={dialog.close} title={t`Response targets`} size="lg">
        <TargetsForm given={given} onClose={dialog.close} />
      </FormModal>
    </>
  )
}

type Form = UseFormReturnType<NewTargets>

function valuesOf({ targets }: ResponsePolicy): NewTargets {
  const of = ({ calendar, ...minutes }: ResponsePolicy['targets']['free']['usual']) => ({
    ...minutes,
    calendarId: calendar.id,
  })
  const both = (plan: keyof NewTargets) => ({ usual: of(targets[plan].usual), urgent: of(targets[plan].urgent) })
  return { free: both('free'), pro: both('pro'), premium: both('premium') }
}

/** An empty field of the end of a ticket is no target; an empty one of another is a mistake. */
function withoutEmpty(targets: NewTargets): NewTargets {
  const of = (target: NewTargets['free']['usual']) => ({
    ...target,
    resolutionMinutes: target.resolutionMinutes || null,
  })
  const both = ({ usual, urgent }: NewTargets['free']) => ({ usual: of(usual), urgent: of(urgent) })
  return { free: both(targets.free), pro: both(targets.pro), premium: both(targets.premium) }
}

/** What the contract says of single targets, by their fields: `pro.usual.firstMinutes`. */
const targetErrors = (targets: NewTargets): Record<string, string> =>
  Object.fromEntries(
    (NewTargets.safeParse(withoutEmpty(targets)).error?.issues ?? []).map(({ path, message }) => [
      path.join('.'),
      translated(message),
    ]),
  )

/** What the server says of single targets, by their fields: `/targets/pro/usual/firstMinutes`. */
function fieldErrors(error: Error): Record<string, string> {
  const errors = error instanceof ProblemError ? (error.problem.errors ?? []) : []
  return Object.fromEntries(
    errors.map(({ pointer, detail }) => [pointer.replace(/^\/targets\//, '').replaceAll('/', '.'), detail]),
  )
}

function TargetsForm({ given, onClose }: { given: ResponsePolicy; onClose: () => void }) {
  const trial = useWrite(tryTargets, { refreshes: [], showsProblem: true })
  // What was tried says nothing of other targets.
  const form: Form = useForm({
    initialValues: valuesOf(given),
    validate: targetErrors,
    onValuesChange: () => trial.reset(),
  })
  const save = useWrite(setResponsePolicy, {
    refreshes: [setResponsePolicy.path],
    showsProblem: true,
    onDone: onClose,
  })
  const land = { onError: (error: Error) => form.setErrors(fieldErrors(error)) }
  const send = form.onSubmit((targets) =>
    save.mutate({ body: { basedOn: given.version, targets: withoutEmpty(targets) } }, land),
  )
  const tryOut = form.onSubmit((targets) => trial.mutate({ body: { targets: withoutEmpty(targets) } }, land))
  return (
    <form noValidate onSubmit={send} style={{ display: 'grid', gap: 16 }}>
      <p>{t`This makes version ${given.version + 1}. Running clocks keep theirs: the targets of when they started.`}</p>
      {plans.map((plan) => (
        <fieldset key={plan} className={styles.plan}>
          <legend>{planNames[plan]}</legend>
          <TargetFields form={form} plan={plan} urgency="usual" />
          <TargetFields form={form} plan={plan} urgency="urgent" />
        </fieldset>
      ))}
      <Trial trial={trial.data} isBusy={trial.isPending} onTry={() => tryOut()} />
      <FormFoot error={save.error ?? trial.error} form={form} isBusy={save.isPending} onCancel={onClose}>
        {t`Save the targets`}
      </FormFoot>
    </form>
  )
}

interface TrialProps {
  trial: TargetsTrial | undefined
  isBusy: boolean
  onTry: () => void
}

function Trial({ trial, isBusy, onTry }: TrialProps) {
  return (
    <div className={styles.trial}>
      <Button size="xs" variant="default" loading={isBusy} onClick={onTry}>
        {t`Try them on last month`}
      </Button>
      {trial !== undefined && <TriedTickets trial={trial} />}
    </div>
  )
}

const minuteFields = [
  { field: 'firstMinutes', usual: t`First word, minutes`, urgent: t`Urgent: first word, minutes` },
  { field: 'nextMinutes', usual: t`Each later word, minutes`, urgent: t`Urgent: each later word, minutes` },
  {
    field: 'resolutionMinutes',
    usual: t`Resolved, minutes; empty: no target`,
    urgent: t`Urgent: resolved, minutes; empty: no target`,
  },
] as const

function TargetFields({ form, plan, urgency }: { form: Form; plan: Plan; urgency: 'usual' | 'urgent' }) {
  const calendars = useQuery(ask(listCalendars))
  const countedIn = urgency === 'urgent' ? t`Urgent: counted in` : t`Counted in`
  return (
    <>
      {minuteFields.map(({ field, [urgency]: label }) => {
        const { value, ...input } = form.getInputProps(`${plan}.${urgency}.${field}`) as { value: number | '' | null }
        return (
          <NumberInput
            key={field}
            label={label}
            aria-label={`${planNames[plan]}: ${label}`}
            description={typeof value === 'number' ? minutesInWords(value) : undefined}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            allowDecimal={false}
            allowNegative={false}
            hideControls
            data-autofocus={(plan === plans[0] && urgency === 'usual' && field === 'firstMinutes') || undefined}
            value={value ?? ''}
            {...input}
          />
        )
      })}
      <Select
        label={countedIn}
        aria-label={`${planNames[plan]}: ${countedIn}`}
        data={(calendars.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        allowDeselect={false}
        {...form.getInputProps(`${plan}.${urgency}.calendarId`)}
      />
    </>
  )
}
