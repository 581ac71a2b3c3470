import { type Recurrence, type Weekday, weekdays } from '@bellwether/contract/recurrence.ts'
import { Chip, NumberInput, Select, TextInput } from '@mantine/core'
import { t } from '../../ui/words.ts'
import { zones } from '../../ui/zones.ts'
import { weekdayName } from '../hours-words.ts'
import styles from './recurring.module.css'

interface RecurrenceFieldProps {
  value: Recurrence
  onChange: (value: Recurrence) => void
}

const units = [
  { value: 'day', label: t`days` },
  { value: 'week', label: t`weeks` },
  { value: 'month', label: t`months` },
]
const everyMax = { day: 365, week: 52, month: 12 }

/** The same rhythm by another unit. */
function inUnit({ at, timeZone, startsOn, every }: Recurrence, unit: Recurrence['unit']): Recurrence {
  const common = { at, timeZone, startsOn, every: Math.min(every, everyMax[unit]) }
  if (unit === 'day') return { ...common, unit }
  return unit === 'week' ? { ...common, unit, on: ['monday'] } : { ...common, unit, on: 1 }
}

/** How often something happens, on which days and at what time. */
export function RecurrenceField({ value, onChange }: RecurrenceFieldProps) {
  return (
    <fieldset className={styles.when}>
      <legend>{t`When`}</legend>
      <div className={styles.pair}>
        <NumberInput
          label={t`Every`}
          min={1}
          max={everyMax[value.unit]}
          clampBehavior="strict"
          allowDecimal={false}
          value={value.every}
          onChange={(every) => onChange({ ...value, every: Number(every) || 1 })}
        />
        <Select
          label={t`Unit`}
          data={units}
          allowDeselect={false}
          value={value.unit}
          onChange={(unit) => unit !== null && onChange(inUnit(value, unit as Recurrence['unit']))}
        />
      </div>
      {value.unit === 'week' && <DaysOfWeek on={value.on} onChange={(on) => onChange({ ...value, on })} />}
      {value.unit === 'month' && (
        <NumberInput
          label={t`On day`}
          description={t`A month that is shorter has it on its last day.`}
          min={1}
          max={31}
          clampBehavior="strict"
          allowDecimal={false}
          value={value.on}
          onChange={(on) => onChange({ ...value, on: Number(on) || 1 })}
        />
      )}
      <div className={styles.pair}>
        <TextInput
          type="time"
          label={t`At`}
          required
          value={value.at}
          onChange={(event) => onChange({ ...value, at: event.currentTarget.value })}
        />
        <Select
          label={t`Time zone`}
          data={zones}
          searchable
          allowDeselect={false}
          value={value.timeZone}
          onChange={(timeZone) => timeZone !== null && onChange({ ...value, timeZone })}
        />
      </div>
      <TextInput
        type="date"
        label={t`From`}
        required
        value={value.startsOn}
        onChange={(event) => onChange({ ...value, startsOn: event.currentTarget.value })}
      />
    </fieldset>
  )
}

function DaysOfWeek({ on, onChange }: { on: readonly Weekday[]; onChange: (on: Weekday[]) => void }) {
  return (
    <Chip.Group multiple value={[...on]} onChange={(days) => days.length > 0 && onChange(days as Weekday[])}>
      <div role="group" aria-label={t`On`} className={styles.days}>
        {weekdays.map((day) => (
          <Chip key={day} value={day} size="xs" aria-label={weekdayName(day)}>
            {weekdayName(day).slice(0, 2)}
          </Chip>
        ))}
      </div>
    </Chip.Group>
  )
}
