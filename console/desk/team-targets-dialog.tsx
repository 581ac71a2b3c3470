import { listCalendars, setTeamTargets, type TeamTargets, tryTeamTargets } from '@bellwether/contract/desk.ts'
import { Button, NumberInput, Select } from '@mantine/core'
import { useForm, type UseFormReturnType } from '@mantine/form'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../call.query.ts'
import { useWrite } from '../call.write.ts'
import { landOnFields } from '../ui/field-problems.ts'
import { FormFoot } from '../ui/form-foot.tsx'
import { FormModal } from '../ui/form-modal.tsx'
import { t } from '../ui/words.ts'
import { minutesInWords } from './hours-words.ts'
import styles from './response-targets.module.css'
import { TriedHandOffs } from './tried-targets.tsx'

/** Changes the targets of a team: makes a new version of those given. */
export function TeamTargetsDialog({ given }: { given: TeamTargets }) {
  const [isOpen, dialog] = useDisclosure(false)
  return (
    <>
      <Button
        size="xs"
        variant="default"
        onClick={dialog.open}
        aria-label={t`Change the targets of ${given.team.name}`}
      >
        {t`Change`}
      </Button>
      <FormModal opened={isOpen} onClose={dialog.close} title={t`Targets of ${given.team.name}`}>
        <TeamTargetsForm given={given} onClose={dialog.close} />
      </FormModal>
    </>
  )
}

type Values = Pick<TeamTargets, 'usual' | 'urgent' | 'pagesWhenLate'> & { calendarId: string }
type Form = UseFormReturnType<Values>

function TeamTargetsForm({ given, onClose }: { given: TeamTargets; onClose: () => void }) {
  const calendars = useQuery(ask(listCalendars))
  const trial = useWrite(tryTeamTargets, { refreshes: [], showsProblem: true })
  const form: Form = useForm<Values>({
    // What was tried says nothing of other targets.
    onValuesChange: () => trial.reset(),
    initialValues: {
      usual: given.usual,
      urgent: given.urgent,
      pagesWhenLate: given.pagesWhenLate,
      calendarId: given.hours.id,
    },
  })
  const save = useWrite(setTeamTargets, { refreshes: ['/api/desk/teams'], showsProblem: true, onDone: onClose })
  const send = form.onSubmit((values) =>
    save.mutate(
      { params: { id: given.team.id }, body: { basedOn: given.version, ...values } },
      { onError: (error) => landOnFields(error, form, ['calendarId']) },
    ),
  )
  const tryOut = form.onSubmit(({ pagesWhenLate: _, ...body }) => trial.mutate({ params: { id: given.team.id }, body }))
  return (
    <form noValidate onSubmit={send} style={{ display: 'grid', gap: 16 }}>
      <p>{t`What is asked from then on follows it; what is asked already keeps its clocks.`}</p>
      <Select
        label={t`Counted in`}
        data={(calendars.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        allowDeselect={false}
        data-autofocus
        {...form.getInputProps('calendarId')}
      />
      {(['usual', 'urgent'] as const).map((urgency) => (
        <fieldset key={urgency} className={styles.plan}>
          <legend>{urgency === 'usual' ? t`Usually` : t`Urgent`}</legend>
          <Minutes form={form} urgency={urgency} field="acknowledgeMinutes" label={t`Acknowledged in, minutes`} />
          <Minutes form={form} urgency={urgency} field="answerMinutes" label={t`Answered in, minutes`} />
        </fieldset>
      ))}
      <Select
        label={t`When nobody has acknowledged in time`}
        description={t`Everyone on the team hears of it by mail in any case.`}
        data={[
          { value: 'nobody', label: t`page nobody` },
          { value: 'low', label: t`page who is on call, outside of quiet hours` },
          { value: 'high', label: t`page who is on call, at any hour` },
        ]}
        allowDeselect={false}
        {...form.getInputProps('pagesWhenLate')}
      />
      <div className={styles.trial}>
        <Button size="xs" variant="default" loading={trial.isPending} onClick={() => tryOut()}>
          {t`Try them on last month`}
        </Button>
        {trial.data !== undefined && <TriedHandOffs trial={trial.data} />}
      </div>
      <FormFoot error={save.error ?? trial.error} form={form} isBusy={save.isPending} onCancel={onClose}>
        {t`Save the targets`}
      </FormFoot>
    </form>
  )
}

interface MinutesProps {
  form: Form
  urgency: 'usual' | 'urgent'
  field: keyof TeamTargets['usual']
  label: string
}

function Minutes({ form, urgency, field, label }: MinutesProps) {
  const input = form.getInputProps(`${urgency}.${field}`)
  return (
    <NumberInput
      label={label}
      description={typeof input.value === 'number' ? minutesInWords(input.value) : undefined}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      allowDecimal={false}
      allowNegative={false}
      hideControls
      {...input}
    />
  )
}
