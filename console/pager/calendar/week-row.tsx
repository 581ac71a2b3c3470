import type { listShifts } from '@bellwether/contract/pager.ts'
import type { AnswerOf } from '@bellwether/contract/route.ts'
import { type PointerEvent, useState } from 'react'
import { dayOf, minuteOf } from '../../ui/instants.ts'
import { t } from '../../ui/words.ts'
import type { Span } from './override-form.tsx'
import { hourAt, placeIn, type Week } from './weeks.ts'
import styles from './rota-calendar.module.css'

type Shifts = AnswerOf<typeof listShifts>

interface WeekRowProps {
  week: Week
  zone: string
  nowMs: number
  isTall: boolean
  shifts: Shifts['shifts']
  gaps: Shifts['gaps']
  hueOf: (personId: string) => number
  /** Somebody chose a span, by a click or by dragging over it; undefined where they may not. */
  onChoose: ((span: Span) => void) | undefined
}

/** One week: its days, and a bar for each shift and each gap. */
export function WeekRow({ week, zone, nowMs, isTall, shifts, gaps, hueOf, onChoose }: WeekRowProps) {
  const drag = useDrag(week, onChoose)
  const [from = 0, to = 0] = [week[0], week.at(-1)]
  const isNow = from <= nowMs && nowMs < to
  return (
    <div className={styles.week}>
      <div className={styles.days} aria-hidden>
        {week.slice(0, 7).map((day, place) => (
          <span key={day} data-today={(day <= nowMs && nowMs < (week[place + 1] ?? 0)) || undefined}>
            {dayOf(day, zone)}
          </span>
        ))}
      </div>
      <div className={styles.track} data-tall={isTall || undefined} {...drag.handlers}>
        {shifts.map((shift) => (
          <Bar
            key={`${shift.startsAt} ${shift.person.id}`}
            week={week}
            zone={zone}
            span={shift}
            name={shift.person.name}
            hue={String(hueOf(shift.person.id))}
            onChoose={onChoose}
          />
        ))}
        {gaps.map((gap) => (
          <Bar key={gap.startsAt} week={week} zone={zone} span={gap} name={t`nobody`} hue="gap" onChoose={onChoose} />
        ))}
        {isNow && (
          <span className={styles.now} style={{ insetInlineStart: `${(100 * (nowMs - from)) / (to - from)}%` }} />
        )}
        {drag.shown !== undefined && <span className={styles.chosen} style={styleOf(drag.shown)} />}
      </div>
    </div>
  )
}

interface BarProps extends Pick<WeekRowProps, 'week' | 'zone' | 'onChoose'> {
  span: Span
  name: string
  hue: string
}

function Bar({ week, zone, span, name, hue, onChoose }: BarProps) {
  const place = placeIn(week, span)
  if (place === undefined) return null
  const { startsAt, endsAt } = span
  const at = (instant: string): string => `${dayOf(instant, zone)} ${minuteOf(instant, zone)}`
  const title = t`${name}, ${at(startsAt)} to ${at(endsAt)}`
  const shared = { className: styles.bar, style: styleOf(place), 'data-hue': hue, title }
  if (onChoose === undefined)
    return (
      <span {...shared} role="img" aria-label={title}>
        {name}
      </span>
    )
  return (
    <button type="button" {...shared} aria-label={title} onClick={() => onChoose({ startsAt, endsAt })}>
      {name}
    </button>
  )
}

const styleOf = ({ left, width }: { left: number; width: number }) => ({
  insetInlineStart: `${left}%`,
  inlineSize: `${width}%`,
})

const dragPixels = 8

/** A span that is dragged over with the mouse; a touch scrolls the page. */
function useDrag(week: Week, onChoose: WeekRowProps['onChoose']) {
  const [drag, setDrag] = useState<{ fromPart: number; toPart: number; fromX: number }>()
  const partOf = ({ clientX, currentTarget }: PointerEvent<HTMLElement>): number => {
    const { left, width } = currentTarget.getBoundingClientRect()
    return (clientX - left) / width
  }
  if (onChoose === undefined) return { handlers: {}, shown: undefined }
  const isWide = drag !== undefined && drag.fromX < 0
  const [low, high] =
    drag === undefined ? [0, 0] : [Math.min(drag.fromPart, drag.toPart), Math.max(drag.fromPart, drag.toPart)]
  const handlers = {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0 || event.pointerType === 'touch') return
      const part = partOf(event)
      setDrag({ fromPart: part, toPart: part, fromX: event.clientX })
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      if (drag === undefined) return
      if (!isWide && Math.abs(event.clientX - drag.fromX) < dragPixels) return
      event.currentTarget.setPointerCapture(event.pointerId)
      // From here on it is no click.
      setDrag({ ...drag, fromX: -1, toPart: partOf(event) })
    },
    onPointerUp: () => {
      setDrag(undefined)
      const [from, to] = [hourAt(week, low), hourAt(week, high)]
      if (isWide && from < to) onChoose({ startsAt: new Date(from).toISOString(), endsAt: new Date(to).toISOString() })
    },
    onPointerCancel: () => setDrag(undefined),
  }
  return { handlers, shown: isWide ? { left: 100 * low, width: 100 * (high - low) } : undefined }
}
