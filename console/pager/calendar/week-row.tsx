import type { listShifts } from '@bellwether/contract/pager.ts'
import type { AnswerOf } from '@bellwether/contract/route.ts'
import { dayOf, shortDayOf } from '../../ui/instants.ts'
import { t } from '../../ui/words.ts'
import { Bar, styleOf } from './bar.tsx'
import type { Span } from './override-form.tsx'
import { useDrag } from './use-drag.ts'
import { awayParts, placeIn, type Week } from './weeks.ts'
import styles from './rota-calendar.module.css'

type Shifts = AnswerOf<typeof listShifts>
type Person = Shifts['shifts'][number]['person']

interface WeekRowProps {
  week: Week
  zone: string
  nowMs: number
  isTall: boolean
  shifts: Shifts['shifts']
  gaps: Shifts['gaps']
  hueOf: (personId: string) => string
  /** Nobody is meant to be on: what is closed every week. */
  isMeant: (gap: Span) => boolean
  /** The instant on which the calendar stands: the bar there has its tab stop. */
  currentMs?: number
  onFocus?: (atMs: number) => void
  /** When those who have the shifts are on leave. */
  away?: Shifts['away']
  /** What it means to choose a bar, of somebody or of nobody; undefined where it is not to be chosen. */
  chooserOf: (person: Person | undefined) => ((span: Span) => void) | undefined
  /** Somebody chose a span by dragging over it; undefined where they may not. */
  onDrag: ((span: Span) => void) | undefined
}

/** One week: its days, and a bar for each shift and each gap. */
export function WeekRow(props: WeekRowProps) {
  const { week, zone, nowMs, isTall, shifts, gaps, away = [], hueOf, isMeant, currentMs, onFocus } = props
  const drag = useDrag(week, props.onDrag)
  const [from = 0, to = 0] = [week[0], week.at(-1)]
  // What was is no more to be changed.
  const isOver = ({ endsAt }: Span): boolean => Date.parse(endsAt) <= nowMs
  const bars = [
    ...shifts.map((span) => ({
      span,
      name: span.person.name,
      hue: hueOf(span.person.id),
      isAway: awayParts([span], away).length > 0,
      onChoose: isOver(span) ? undefined : props.chooserOf(span.person),
    })),
    ...gaps.map((span) => ({
      span,
      name: t`nobody`,
      hue: isMeant(span) ? 'closed' : 'gap',
      onChoose: isOver(span) ? undefined : props.chooserOf(undefined),
    })),
  ].toSorted((one, other) => (one.span.startsAt < other.span.startsAt ? -1 : 1))
  return (
    <div className={styles.week}>
      <Days week={week} zone={zone} nowMs={nowMs} />
      <div className={styles.track} data-tall={isTall || undefined} {...drag.handlers}>
        {bars.map((bar) => (
          <Bar
            key={`${bar.span.startsAt} ${bar.name}`}
            {...bar}
            week={week}
            zone={zone}
            currentMs={currentMs}
            onFocus={onFocus}
          />
        ))}
        {awayParts(shifts, away).map((part) => {
          const place = placeIn(week, part)
          return place && <span key={part.startsAt} className={styles.away} style={styleOf(place)} />
        })}
        {from <= nowMs && nowMs < to && (
          <span className={styles.now} style={{ insetInlineStart: `${(100 * (nowMs - from)) / (to - from)}%` }} />
        )}
        {drag.shown !== undefined && <span className={styles.chosen} style={styleOf(drag.shown)} />}
      </div>
    </div>
  )
}

/** Without the month where there is no room for it. */
function Days({ week, zone, nowMs }: Pick<WeekRowProps, 'week' | 'zone' | 'nowMs'>) {
  return (
    <div className={styles.days} aria-hidden>
      {week.slice(0, 7).map((day, place) => (
        <span key={day} data-today={(day <= nowMs && nowMs < (week[place + 1] ?? 0)) || undefined}>
          <span className={styles.full}>{dayOf(day, zone)}</span>
          <span className={styles.short}>{shortDayOf(day, zone)}</span>
        </span>
      ))}
    </div>
  )
}
