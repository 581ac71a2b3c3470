import { rotaWeekdays, type RotaWindow } from '@bellwether/contract/pager.ts'
import { Button, Checkbox, Group, SegmentedControl, Select, TextInput } from '@mantine/core'
import { spokenLocale, t } from '../../ui/words.ts'
import { officeHours } from './rota-values.ts'
import styles from './rota-form.module.css'

interface LayerHoursProps {
  isAlways: boolean
  hours: readonly RotaWindow[]
  /** What was refused of the hours, or of a field of one window: `0.until`. */
  errorAt: (field?: string) => React.ReactNode
  onChange: (change: { isAlways: boolean; hours: RotaWindow[] }) => void
}

/** When a layer has somebody at all: around the clock, or in some hours of the week. */
export function LayerHours({ isAlways, hours, errorAt, onChange }: LayerHoursProps) {
  const error = errorAt()
  const change = (place: number, window: RotaWindow): void =>
    onChange({ isAlways, hours: hours.map((one, at) => (at === place ? window : one)) })
  return (
    <div className={styles.hours} role="group" aria-label={t`Hours`}>
      <SegmentedControl
        size="xs"
        aria-label={t`Hours`}
        value={isAlways ? 'always' : 'some'}
        onChange={(value) =>
          onChange({
            isAlways: value === 'always',
            hours: value === 'some' && hours.length === 0 ? [officeHours()] : [...hours],
          })
        }
        data={[
          { value: 'always', label: t`Around the clock` },
          { value: 'some', label: t`In these hours` },
        ]}
      />
      {!isAlways && (
        <>
          {hours.map((window, place) => (
            <WindowFields
              // Windows have no name of their own: they are told by their place.
              key={place}
              window={window}
              errorAt={(field) => errorAt(`${place}.${field}`)}
              onChange={(changed) => change(place, changed)}
              onRemove={
                hours.length > 1
                  ? () => onChange({ isAlways, hours: hours.filter((_, at) => at !== place) })
                  : undefined
              }
            />
          ))}
          <Button
            size="compact-xs"
            variant="default"
            style={{ justifySelf: 'start' }}
            onClick={() => onChange({ isAlways, hours: [...hours, officeHours()] })}
          >
            {t`Add hours`}
          </Button>
        </>
      )}
      {error !== undefined && error !== null && (
        <p className={styles.error} role="alert">
          {error}
        </p>
      )}
    </div>
  )
}

interface WindowFieldsProps {
  window: RotaWindow
  errorAt: (field: string) => React.ReactNode
  onChange: (window: RotaWindow) => void
  onRemove: (() => void) | undefined
}

function WindowFields({ window, errorAt, onChange, onRemove }: WindowFieldsProps) {
  const ends = [t`the same day`, t`the next day`, ...[2, 3, 4, 5, 6].map((days) => t`${days} days later`)]
  return (
    <div className={styles.window}>
      <Checkbox.Group
        aria-label={t`Days`}
        error={errorAt('days')}
        value={window.days}
        onChange={(days) => onChange({ ...window, days: rotaWeekdays.filter((day) => days.includes(day)) })}
      >
        <Group gap="6px 16px">
          {rotaWeekdays.map((day, place) => (
            <Checkbox key={day} size="xs" value={day} label={weekdayName(place)} />
          ))}
        </Group>
      </Checkbox.Group>
      <div className={styles.times}>
        <TextInput
          size="xs"
          type="time"
          label={t`From`}
          error={errorAt('from')}
          value={window.from}
          onChange={({ currentTarget }) => onChange({ ...window, from: currentTarget.value })}
        />
        <TextInput
          size="xs"
          type="time"
          label={t`Until`}
          error={errorAt('until')}
          value={window.until}
          onChange={({ currentTarget }) => onChange({ ...window, until: currentTarget.value })}
        />
        <Select
          size="xs"
          label={t`Ends`}
          error={errorAt('daysLater')}
          allowDeselect={false}
          data={ends.map((label, days) => ({ value: String(days), label }))}
          value={String(window.daysLater)}
          onChange={(days) => onChange({ ...window, daysLater: Number(days ?? 0) })}
        />
        {onRemove !== undefined && (
          <Button size="xs" variant="default" onClick={onRemove} style={{ alignSelf: 'end' }}>
            {t`Remove these hours`}
          </Button>
        )}
      </div>
    </div>
  )
}

/** Of a week that began with a Monday. */
const weekdayName = (place: number): string =>
  new Intl.DateTimeFormat(spokenLocale(), { weekday: 'short', timeZone: 'UTC' }).format(Date.UTC(2026, 0, 5 + place))
