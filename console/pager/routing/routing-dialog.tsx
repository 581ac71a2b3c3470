import { type AlertSource, getRouting, type RoutingRule, setRouting } from '@bellwether/contract/pager.ts'
import { Button } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useDisclosure } from '@mantine/hooks'
import { useAsItIs } from '../../use-as-it-is.ts'
import { useWrite } from '../../call.write.ts'
import { landOnPaths } from '../../ui/field-problems.ts'
import { FormFoot } from '../../ui/form-foot.tsx'
import { FormModal } from '../../ui/form-modal.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { t } from '../../ui/words.ts'
import { RoutingTrial } from './routing-trial.tsx'
import { fieldAt, newRule, rulesOf, type RoutingValues, valuesOf } from './routing-values.ts'
import { RuleFields } from './rule-fields.tsx'
import styles from './routing.module.css'

/** What is done with the alerts of a source, to be changed. */
export function RoutingDialog({ source }: { source: AlertSource }) {
  const [isOpen, dialog] = useDisclosure(false)
  return (
    <>
      <Button
        size="compact-xs"
        variant="default"
        onClick={dialog.open}
        aria-label={t`Rules for ${source.name} of ${source.team.name}`}
      >
        {t`Rules…`}
      </Button>
      <FormModal opened={isOpen} onClose={dialog.close} title={t`What is done with alerts of ${source.name}`} size="xl">
        <RoutingAsItIs source={source} onClose={dialog.close} />
      </FormModal>
    </>
  )
}

function RoutingAsItIs({ source, onClose }: Omit<RoutingFormProps, 'rules'>) {
  const routing = useAsItIs(getRouting, { params: { id: source.id } })
  return (
    <Loaded query={routing} rows={3}>
      {({ rules }) => <RoutingForm source={source} rules={rules} onClose={onClose} />}
    </Loaded>
  )
}

const rulesMax = 100

interface RoutingFormProps {
  source: AlertSource
  rules: readonly RoutingRule[]
  onClose: () => void
}

function RoutingForm({ source, rules, onClose }: RoutingFormProps) {
  const form = useForm<RoutingValues>({ initialValues: valuesOf(rules) })
  const set = useWrite(setRouting, { refreshes: ['/api/pager'], showsProblem: true, onDone: onClose })
  const send = form.onSubmit((values) =>
    set.mutate(
      { params: { id: source.id }, body: { rules: rulesOf(values) } },
      { onError: (error) => landOnPaths(error, form, fieldAt) },
    ),
  )
  const written = rulesOf(form.values)
  return (
    <form noValidate onSubmit={send} className={styles.form}>
      <p className={styles.hint}>
        {t`The first rule that fits decides. What none fits pages ${source.team.name}: an error at any hour, a warning can wait, and what only informs is kept.`}
      </p>
      {form.values.rules.map(({ place: key }, place) => (
        <RuleFields key={key} form={form} place={place} />
      ))}
      {form.values.rules.length < rulesMax && (
        <Button
          size="compact-sm"
          variant="default"
          style={{ justifySelf: 'start' }}
          data-autofocus
          onClick={() => form.insertListItem('rules', newRule())}
        >
          {t`Add a rule`}
        </Button>
      )}
      <RoutingTrial key={JSON.stringify(written)} sourceId={source.id} rules={written} />
      <FormFoot error={set.error} form={form} isBusy={set.isPending} onCancel={onClose}>
        {t`Save`}
      </FormFoot>
    </form>
  )
}
