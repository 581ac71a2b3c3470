import { listTeams } from '@bellwether/contract/people.ts'
import { routingFields, severities } from '@bellwether/contract/pager.ts'
import { Button, MultiSelect, Select, TagsInput, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../call.query.ts'
import { t } from '../../ui/words.ts'
import { type ConditionValues, newCondition, type RoutingValues } from './routing-values.ts'
import { fieldNames, operatorNames } from './routing-words.ts'
import styles from './routing.module.css'

type Form = UseFormReturnType<RoutingValues>

const conditionsMax = 10

/** One rule: its name, when it applies, what it does, and its place. */
export function RuleFields({ form, place }: { form: Form; place: number }) {
  const rule = form.values.rules[place]
  if (rule === undefined) return null
  const at = `rules.${place}`
  const called = rule.name.trim() === '' ? t`Rule ${place + 1}` : rule.name
  return (
    <fieldset className={styles.rule}>
      <legend>{t`Rule ${place + 1}`}</legend>
      <TextInput label={t`Name`} required maxLength={80} {...form.getInputProps(`${at}.name`)} />
      {rule.where.map((condition, which) => (
        // Conditions have no name of their own: they are told by their place.
        <ConditionFields key={which} form={form} at={`${at}.where`} which={which} condition={condition} />
      ))}
      {rule.where.length === 0 && <p className={styles.hint}>{t`No condition: every alert.`}</p>}
      <OutcomeFields form={form} place={place} />
      <div className={styles.acts}>
        {rule.where.length < conditionsMax && (
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => form.insertListItem(`${at}.where`, { ...newCondition })}
          >
            {t`Add a condition`}
          </Button>
        )}
        {place > 0 && (
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => form.reorderListItem('rules', { from: place, to: place - 1 })}
            aria-label={t`Up: ${called}`}
          >
            {t`Up`}
          </Button>
        )}
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => form.removeListItem('rules', place)}
          aria-label={t`Remove the rule ${called}`}
        >
          {t`Remove the rule`}
        </Button>
      </div>
    </fieldset>
  )
}

interface ConditionProps {
  form: Form
  at: string
  which: number
  condition: ConditionValues
}

function ConditionFields({ form, at, which, condition }: ConditionProps) {
  const path = `${at}.${which}`
  const fields = fieldNames()
  return (
    <div className={styles.condition}>
      <Select
        label={t`Field`}
        data={routingFields.map((value) => ({ value, label: fields[value] }))}
        allowDeselect={false}
        {...form.getInputProps(`${path}.field`)}
      />
      <Select
        label={t`Comparison`}
        data={Object.entries(operatorNames()).map(([value, label]) => ({ value, label }))}
        allowDeselect={false}
        {...form.getInputProps(`${path}.op`)}
      />
      <ValueField form={form} path={path} condition={condition} />
      <Button
        size="xs"
        variant="default"
        onClick={() => form.removeListItem(at, which)}
        aria-label={t`Remove condition ${which + 1}`}
      >
        {t`Remove`}
      </Button>
    </div>
  )
}

/** One text or several; of severities one that there is. */
function ValueField({ form, path, condition }: { form: Form; path: string; condition: ConditionValues }) {
  const isSeverity = condition.field === 'severity'
  const error = form.errors[`${path}.value`]
  if (condition.op === 'in') {
    const List = isSeverity ? MultiSelect : TagsInput
    return (
      <List
        label={t`Values`}
        data={isSeverity ? [...severities] : []}
        {...form.getInputProps(`${path}.values`)}
        error={error}
      />
    )
  }
  if (isSeverity && condition.op === 'is')
    return (
      <Select
        label={t`Value`}
        data={[...severities]}
        value={condition.value === '' ? null : condition.value}
        onChange={(value) => form.setFieldValue(`${path}.value`, value ?? '')}
        error={error}
      />
    )
  return <TextInput label={t`Value`} maxLength={300} {...form.getInputProps(`${path}.value`)} />
}

function OutcomeFields({ form, place }: { form: Form; place: number }) {
  const teams = useQuery(ask(listTeams)).data?.items ?? []
  const at = `rules.${place}`
  const doings = [
    { value: 'page', label: t`A page for each` },
    { value: 'group', label: t`One page together` },
    { value: 'quiet', label: t`Page nobody` },
  ]
  const urgencies = [
    { value: '', label: t`As the severity says` },
    { value: 'high', label: t`Rings at any hour` },
    { value: 'low', label: t`Can wait` },
  ]
  return (
    <div className={styles.outcome}>
      <Select label={t`What it does`} data={doings} allowDeselect={false} {...form.getInputProps(`${at}.does`)} />
      {form.values.rules[place]?.does !== 'quiet' && (
        <>
          <Select
            label={t`Team`}
            placeholder={t`That of the source`}
            data={teams.map(({ id, name }) => ({ value: id, label: name }))}
            clearable
            {...form.getInputProps(`${at}.team`)}
          />
          <Select label={t`Urgency`} data={urgencies} allowDeselect={false} {...form.getInputProps(`${at}.urgency`)} />
        </>
      )}
    </div>
  )
}
