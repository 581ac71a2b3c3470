import { NumberInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { t } from '../../ui/words.ts'
import { boundsOf, numbersOf, type RuleValues } from './rule-values.ts'
import styles from './alert-rules.module.css'

type NumberField = keyof typeof boundsOf

const labels: Readonly<Record<NumberField, string>> = {
  atLeast: t`Events, at least`,
  windowMinutes: t`Within minutes`,
  sharePercent: t`Bad, percent`,
  eventsMin: t`Of events, at least`,
  objectivePercent: t`Objective, percent good`,
  rateMin: t`Times the budget`,
  longMinutes: t`Over minutes`,
  shortMinutes: t`And still in minutes`,
  customersMin: t`Customers, at least`,
  quietMinutes: t`Minutes without any`,
  holdMinutes: t`For minutes on end`,
}

const broken: ReadonlySet<NumberField> = new Set(['sharePercent', 'objectivePercent', 'rateMin'])

/** The numbers of a kind, and for how long it must be so. */
export function RuleNumbers({ form }: { form: Pick<UseFormReturnType<RuleValues>, 'values' | 'getInputProps'> }) {
  return (
    <div className={styles.numbers}>
      {[...numbersOf[form.values.kind], 'holdMinutes' as const].map((field) => {
        const [min, max] = boundsOf[field]
        return (
          <NumberInput
            key={field}
            label={labels[field]}
            min={min}
            max={max}
            clampBehavior="none"
            allowDecimal={broken.has(field)}
            allowNegative={false}
            required
            {...form.getInputProps(field)}
          />
        )
      })}
    </div>
  )
}
