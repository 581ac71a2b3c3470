import { addRule, changeRule, type Rule } from '@bellwether/contract/desk.ts'
import { ruleEvents, type RuleEvent } from '@bellwether/contract/rule-events.ts'
import { Modal, Select, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useWrite } from '../../call.write.ts'
import { landOnFields } from '../../ui/field-problems.ts'
import { useKeptValues } from '../../ui/kept-values.ts'
import { FormFoot } from '../../ui/form-foot.tsx'
import { sendOnKey } from '../../ui/send-on-key.ts'
import { t } from '../../ui/words.ts'
import { ConditionEditor } from '../views/condition-editor.tsx'
import { conditionOf, type Rows, rowsOf } from '../views/condition-rows.ts'
import { ActEditor, allKinds } from './act-editor.tsx'
import { type ActRow, actOfRow, newActRow, rowOfAct } from './act-rows.ts'
import { RuleTrial } from './rule-trial.tsx'
import { eventNames } from './rule-words.tsx'

interface RuleDialogProps {
  /** The one that is changed; null makes one. */
  rule: Rule | null
  isOpen: boolean
  onClose: () => void
}

/** Makes a rule, or changes one. */
export function RuleDialog(props: RuleDialogProps) {
  return (
    <Modal
      opened={props.isOpen}
      onClose={props.onClose}
      title={props.rule ? t`Change the rule` : t`New rule`}
      size="lg"
    >
      <RuleForm {...props} />
    </Modal>
  )
}

interface Values {
  name: string
  event: RuleEvent
  /** null: a program wrote what rows do not say; that stays. */
  rows: Rows | null
  acts: readonly ActRow[]
}

const every = { and: [] }
const isEmpty = ({ all, any }: Rows): boolean => all.length + any.length === 0

function useRuleForm({ rule, onClose }: RuleDialogProps) {
  const kept = useKeptValues<Values>(`rule ${rule?.id ?? 'new'}`, {
    name: rule?.name ?? '',
    event: rule?.event ?? 'opened',
    rows: rule ? rowsOf(rule.where) : { all: [], any: [] },
    acts: rule ? rule.acts.map(rowOfAct) : [newActRow],
  })
  const form = useForm<Values>({
    initialValues: kept.first,
    onValuesChange: kept.keep,
    validate: {
      name: (value) => (value.trim() === '' ? t`Give it a name: tickets say which rule it was.` : null),
      rows: (value) => (value && !isEmpty(value) && conditionOf(value) === null ? t`Fill the conditions in.` : null),
      acts: (value) =>
        value.length === 0 || value.some((row) => actOfRow(row) === null) ? t`Say what it does.` : null,
    },
  })
  const close = (): void => {
    kept.forget()
    onClose()
  }
  const options = { refreshes: ['/api/desk/rules'], showsProblem: true, onDone: close }
  const add = useWrite(addRule, options)
  const change = useWrite(changeRule, options)
  const whereOf = (rows: Rows | null) =>
    rows === null ? (rule?.where ?? null) : isEmpty(rows) ? every : conditionOf(rows)
  const send = form.onSubmit(({ name, event, rows, acts }) => {
    const where = whereOf(rows)
    if (!where) return
    const body = { name, event, where, acts: acts.flatMap((row) => actOfRow(row) ?? []), isOn: rule?.isOn ?? true }
    const onError = (error: Error): void => landOnFields(error, form, ['name'])
    if (rule) change.mutate({ params: { id: rule.id }, body }, { onError })
    else add.mutate({ body }, { onError })
  })
  return { form, send, close, whereOf, error: add.error ?? change.error, isBusy: add.isPending || change.isPending }
}

function RuleForm(props: RuleDialogProps) {
  const { form, send, close, whereOf, error, isBusy } = useRuleForm(props)
  const { rows, acts, event } = form.values
  const where = whereOf(rows)
  return (
    <form noValidate onKeyDown={sendOnKey} onSubmit={send} style={{ display: 'grid', gap: 16 }}>
      <TextInput label={t`Name`} required maxLength={80} data-autofocus {...form.getInputProps('name')} />
      <Select
        label={t`When`}
        data={ruleEvents.map((value) => ({ value, label: eventNames[value] }))}
        allowDeselect={false}
        {...form.getInputProps('event')}
      />
      {rows === null ? (
        <p style={{ color: 'var(--ink-soft)' }}>{t`A program wrote what it asks for: that stays as it is.`}</p>
      ) : (
        <ConditionEditor rows={rows} onRows={(next) => form.setFieldValue('rows', next)} />
      )}
      {rows !== null && isEmpty(rows) && <p style={{ color: 'var(--ink-soft)' }}>{t`No condition: every ticket.`}</p>}
      <Fault words={form.errors['rows']} />
      <ActEditor kinds={allKinds} rows={acts} onRows={(next) => form.setFieldValue('acts', next)} />
      <Fault words={form.errors['acts']} />
      <RuleTrial key={JSON.stringify([event, where])} event={event} where={where} />
      <FormFoot error={error} form={form} isBusy={isBusy} onCancel={close}>
        {props.rule ? t`Save` : t`Keep the rule`}
      </FormFoot>
    </form>
  )
}

const Fault = ({ words }: { words: React.ReactNode }) =>
  words === undefined || words === null ? null : (
    <p role="alert" style={{ color: 'var(--danger)', fontSize: 13 }}>
      {words}
    </p>
  )
