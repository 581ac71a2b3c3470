import { listCalendars, NewTargets, type ResponsePolicy, setResponsePolicy } from '@bellwether/contract/desk.ts'
import { Button, Modal, NumberInput, Select } from '@mantine/core'
import { useForm, type UseFormReturnType } from '@mantine/form'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../call.query.ts'
import { ProblemError } from '../call.ts'
import { useWrite } from '../call.write.ts'
import { FormFoot } from '../ui/form-foot.tsx'
import { minutesInWords } from './hours-words.ts'
import styles from './response-targets.module.css'
import { type Plan, planNames, plans } from './target-plans.ts'

/** Changes the targets: makes a new version of those given. */
export function TargetsDialog({ given }: { given: ResponsePolicy }) {
  const [isOpen, dialog] = useDisclosure(false)
  return (
    <>
      <Button size="xs" variant="default" onClick={dialog.open} aria-label="Change the response targets">
        Change
      </Button>
      <Modal opened={isOpen} onClose={dialog.close} title="Response targets" size="lg">
        <TargetsForm given={given} onClose={dialog.close} />
      </Modal>
    </>
  )
}

type Form = UseFormReturnType<NewTargets>

function valuesOf({ targets }: ResponsePolicy): NewTargets {
  const of = ({ minutes, calendar }: ResponsePolicy['targets']['free']['usual']) => ({
    minutes,
    calendarId: calendar.id,
  })
  const both = (plan: keyof NewTargets) => ({ usual: of(targets[plan].usual), urgent: of(targets[plan].urgent) })
  return { free: both('free'), pro: both('pro'), premium: both('premium') }
}

/** What the contract says of single targets, by their fields: `pro.usual.minutes`. */
const targetErrors = (targets: NewTargets): Record<string, string> =>
  Object.fromEntries(
    (NewTargets.safeParse(targets).error?.issues ?? []).map(({ path, message }) => [path.join('.'), message]),
  )

/** What the server says of single targets, by their fields: `/targets/pro/usual/minutes`. */
function fieldErrors(error: Error): Record<string, string> {
  const errors = error instanceof ProblemError ? (error.problem.errors ?? []) : []
  return Object.fromEntries(
    errors.map(({ pointer, detail }) => [pointer.replace(/^\/targets\//, '').replaceAll('/', '.'), detail]),
  )
}

function TargetsForm({ given, onClose }: { given: ResponsePolicy; onClose: () => void }) {
  const form: Form = useForm({ initialValues: valuesOf(given), validate: targetErrors })
  const save = useWrite(setResponsePolicy, {
    refreshes: [setResponsePolicy.path],
    showsProblem: true,
    onDone: onClose,
  })
  const send = form.onSubmit((targets) => {
    const land = { onError: (error: Error) => form.setErrors(fieldErrors(error)) }
    save.mutate({ body: { basedOn: given.version, targets } }, land)
  })
  return (
    <form noValidate onSubmit={send} style={{ display: 'grid', gap: 16 }}>
      <p>This makes version {given.version + 1}. Running clocks keep theirs: the targets of when they started.</p>
      {plans.map((plan) => (
        <fieldset key={plan} className={styles.plan}>
          <legend>{planNames[plan]}</legend>
          <TargetFields form={form} plan={plan} urgency="usual" />
          <TargetFields form={form} plan={plan} urgency="urgent" />
        </fieldset>
      ))}
      <FormFoot error={save.error} form={form} isBusy={save.isPending} onCancel={onClose}>
        Save the targets
      </FormFoot>
    </form>
  )
}

function TargetFields({ form, plan, urgency }: { form: Form; plan: Plan; urgency: 'usual' | 'urgent' }) {
  const calendars = useQuery(ask(listCalendars))
  const words = urgency === 'urgent' ? ['Urgent, minutes', 'Urgent, counted in'] : ['Minutes', 'Counted in']
  const minutes = form.getInputProps(`${plan}.${urgency}.minutes`)
  return (
    <>
      <NumberInput
        label={words[0]}
        aria-label={`${planNames[plan]}: ${words[0]}`}
        description={typeof minutes.value === 'number' ? minutesInWords(minutes.value) : undefined}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        allowDecimal={false}
        allowNegative={false}
        hideControls
        data-autofocus={(plan === plans[0] && urgency === 'usual') || undefined}
        {...minutes}
      />
      <Select
        label={words[1]}
        aria-label={`${planNames[plan]}: ${words[1]}`}
        data={(calendars.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        allowDeselect={false}
        {...form.getInputProps(`${plan}.${urgency}.calendarId`)}
      />
    </>
  )
}
