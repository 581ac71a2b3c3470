import {
  addAlertRule,
  type AlertKind,
  type AlertRule,
  alertKinds,
  changeAlertRule,
} from '@bellwether/contract/signals.ts'
import { listTeams } from '@bellwether/contract/people.ts'
import { SegmentedControl, Select, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ask } from '../../call.query.ts'
import { useWrite } from '../../call.write.ts'
import { FormFoot } from '../../ui/form-foot.tsx'
import { landOnFields } from '../../ui/field-problems.ts'
import { Sheet } from '../../ui/sheet.tsx'
import { t } from '../../ui/words.ts'
import { RuleHistory, useRuleHistory } from './rule-history.tsx'
import { RuleNumbers } from './rule-numbers.tsx'
import {
  type ChosenEvents,
  eventsFor,
  type FilterWords,
  type RuleValues,
  triggerOf,
  valuesOf,
  wrongNumbers,
} from './rule-values.ts'
import { kindAbouts, kindNames } from './rule-words.ts'
import styles from './alert-rules.module.css'

interface RuleFormProps {
  /** The one that is changed; null makes one, which begins with these values. */
  rule: AlertRule | null
  first: RuleValues
  words: FilterWords
  /** Filters as the evidence has them. */
  filter: (chosen: ChosenEvents, onChange: (chosen: ChosenEvents) => void) => ReactNode
  onClose: () => void
}

function useRuleForm({ rule, first, words, onClose }: RuleFormProps) {
  const form = useForm<RuleValues>({
    initialValues: rule ? valuesOf(rule, words) : first,
    validate: (values) => ({
      ...(values.name.trim() === '' ? { name: t`Give it a name: whoever is woken reads it first.` } : {}),
      ...Object.fromEntries(wrongNumbers(values).map((field) => [field, t`Choose another number.`])),
    }),
  })
  const { values } = form
  const isWhole = wrongNumbers(values).length === 0
  const trigger = triggerOf(values, words, rule?.trigger)
  const history = useRuleHistory(isWhole ? { trigger, holdMinutes: Number(values.holdMinutes) } : undefined)
  const options = { refreshes: ['/api/signals'], showsProblem: true, onDone: onClose }
  const add = useWrite(addAlertRule, options)
  const change = useWrite(changeAlertRule, options)
  const send = form.onSubmit(({ name, holdMinutes, level, team }) => {
    const body = { name, trigger, holdMinutes: Number(holdMinutes), level, team: team === '' ? null : team }
    const onError = (error: Error): void => landOnFields(error, form, ['name', 'team'])
    if (rule) change.mutate({ params: { id: rule.id }, body: { ...body, version: rule.version } }, { onError })
    else add.mutate({ body }, { onError })
  })
  return { form, trigger, history, send, error: add.error ?? change.error, isBusy: add.isPending || change.isPending }
}

/** Writes an alert rule beside its history: nobody saves one without seeing when it would have fired. */
export function RuleForm(props: RuleFormProps) {
  const { form, trigger, history, send, error, isBusy } = useRuleForm(props)
  const { kind, events, bad } = form.values
  const hasBad = kind === 'ratio' || kind === 'burn-rate'
  const shown = [...(events.where ?? []), ...(hasBad ? (bad.where ?? []) : [])]
  return (
    <div className={styles.sides}>
      <div className={styles.side}>
        <Sheet title={t`What it looks for`} about={kindAbouts[kind]}>
          <Select
            label={t`Kind`}
            data={alertKinds.map((value) => ({ value, label: kindNames[value] }))}
            value={kind}
            allowDeselect={false}
            onChange={(next) => {
              if (next === null) return
              form.setValues({ kind: next as AlertKind, events: eventsFor(next as AlertKind, events) })
            }}
          />
          <Events title={hasBad ? t`Of these events` : t`Which events`} chosen={events} {...props}>
            {(chosen) => form.setFieldValue('events', chosen)}
          </Events>
          {hasBad && (
            <Events title={t`What is bad among them`} chosen={bad} {...props}>
              {(chosen) => form.setFieldValue('bad', chosen)}
            </Events>
          )}
        </Sheet>
        <form noValidate onSubmit={send} className={styles.form}>
          <RuleNumbers form={form} />
          <TextInput label={t`Name`} required maxLength={100} {...form.getInputProps('name')} />
          <Whom form={form} />
          {!history.isFresh && <p className={styles.hint}>{t`It can be saved once its history is shown.`}</p>}
          <FormFoot error={error} form={form} isBusy={isBusy} isDisabled={!history.isFresh} onCancel={props.onClose}>
            {props.rule ? t`Save` : t`Save the rule`}
          </FormFoot>
        </form>
      </div>
      <Sheet
        title={t`Its history`}
        about={t`The same arithmetic that will judge it, over what is kept of the evidence.`}
      >
        <RuleHistory
          trigger={trigger}
          history={history}
          where={shown}
          errors={events.errors || (hasBad && bad.errors)}
        />
      </Sheet>
    </div>
  )
}

interface EventsProps extends Pick<RuleFormProps, 'filter'> {
  title: string
  chosen: ChosenEvents
  children: (chosen: ChosenEvents) => void
}

function Events({ title, chosen, filter, children }: EventsProps) {
  return (
    <fieldset className={styles.events}>
      <legend>{title}</legend>
      {chosen.where === null ? (
        <p className={styles.hint}>{t`A program wrote what it asks for: that stays as it is.`}</p>
      ) : (
        <>
          {filter(chosen, children)}
          {chosen.where.length === 0 && (
            <p className={styles.hint}>{chosen.errors ? t`No filter: every error.` : t`No filter: every event.`}</p>
          )}
        </>
      )}
    </fieldset>
  )
}

type Form = ReturnType<typeof useRuleForm>['form']

function Whom({ form }: { form: Form }) {
  const teams = useQuery(ask(listTeams)).data?.items ?? []
  return (
    <>
      <SegmentedControl
        aria-label={t`What it does`}
        data={[
          { value: 'notice', label: t`Opens a signal` },
          { value: 'page', label: t`Also wakes a team` },
        ]}
        {...form.getInputProps('level')}
      />
      {form.values.level === 'page' && (
        <Select
          label={t`Team that it pages`}
          data={teams.map(({ slug, name }) => ({ value: slug, label: name }))}
          value={form.values.team === '' ? 'support' : form.values.team}
          allowDeselect={false}
          error={form.errors['team']}
          onChange={(team) => form.setFieldValue('team', team ?? '')}
        />
      )}
    </>
  )
}
