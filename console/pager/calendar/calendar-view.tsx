import { Button, Group, SegmentedControl } from '@mantine/core'
import { useClockRead, useZone } from '../../ui/clock.tsx'
import { dayOf } from '../../ui/instants.ts'
import { t } from '../../ui/words.ts'
import { mondayOf, weeksLater } from './weeks.ts'

/** What of the calendars is shown; an address can say it. */
export interface CalendarView {
  /** A day of the first week, YYYY-MM-DD; undefined: this week. */
  readonly from?: string | undefined
  readonly view?: 'week' | undefined
  /** Of one rota alone; undefined: of all. */
  readonly rota?: string | undefined
}

const weeksOf = (view: CalendarView['view']): number => (view === 'week' ? 1 : 4)

/** The Monday with which the calendars begin, and how many weeks they show. */
export function useShownWeeks({ from, view }: CalendarView): { fromMs: number; weeks: number } {
  const [read, zone] = [useClockRead(), useZone()]
  // Noon is the same day in every zone but the farthest.
  const asked = from === undefined ? Number.NaN : Date.parse(`${from}T12:00Z`)
  return { fromMs: mondayOf(Number.isNaN(asked) ? read() : asked, zone), weeks: weeksOf(view) }
}

/** The same view so many screens of weeks later. */
export function useMovedView(view: CalendarView): (by: 1 | -1) => CalendarView {
  const zone = useZone()
  const { fromMs, weeks } = useShownWeeks(view)
  return (by) => ({
    ...view,
    from: new Date(weeksLater(fromMs, by * weeks, zone) + 12 * 3_600_000).toISOString().slice(0, 10),
  })
}

interface ControlsProps {
  view: CalendarView
  onChange: (view: CalendarView) => void
}

/** Back and forth in time, a week or four of them. */
export function CalendarControls({ view, onChange }: ControlsProps) {
  const zone = useZone()
  const { fromMs } = useShownWeeks(view)
  const moved = useMovedView(view)
  return (
    <Group gap={8}>
      <Button.Group>
        <Button size="xs" variant="default" aria-label={t`Earlier`} onClick={() => onChange(moved(-1))}>
          ‹
        </Button>
        <Button size="xs" variant="default" onClick={() => onChange({ ...view, from: undefined })}>
          {t`Today`}
        </Button>
        <Button size="xs" variant="default" aria-label={t`Later`} onClick={() => onChange(moved(1))}>
          ›
        </Button>
      </Button.Group>
      <SegmentedControl
        size="xs"
        aria-label={t`How much`}
        value={view.view ?? 'month'}
        onChange={(value) => onChange({ ...view, view: value === 'week' ? 'week' : undefined })}
        data={[
          { value: 'week', label: t`Week` },
          { value: 'month', label: t`Four weeks` },
        ]}
      />
      {view.rota !== undefined && (
        <Button size="xs" variant="default" onClick={() => onChange({ ...view, rota: undefined })}>
          {t`All rotas`}
        </Button>
      )}
      <span>{t`From ${dayOf(fromMs, zone)}, times in ${zone}`}</span>
    </Group>
  )
}
