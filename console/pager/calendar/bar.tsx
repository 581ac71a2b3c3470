import { dayOf, minuteOf } from '../../ui/instants.ts'
import { t } from '../../ui/words.ts'
import { initialsOf } from '../hues.ts'
import type { Span } from './override-form.tsx'
import { partIn, placeIn, type Week } from './weeks.ts'
import styles from './rota-calendar.module.css'

interface BarProps {
  week: Week
  zone: string
  span: Span
  name: string
  /** They are on leave for some of it. */
  isAway?: boolean
  /** The colour of a person, `gap`, or `closed` where nobody is meant to be on. */
  hue: string
  currentMs: number | undefined
  onFocus: ((atMs: number) => void) | undefined
  onChoose: ((span: Span) => void) | undefined
}

/** What of a shift or of a gap falls into a week. */
export function Bar({ week, zone, span, name, isAway = false, hue, currentMs, onFocus, onChoose }: BarProps) {
  const [part, place] = [partIn(week, span), placeIn(week, span)]
  if (part === undefined || place === undefined) return null
  const { startsAt, endsAt } = span
  const at = (instant: string): string => `${dayOf(instant, zone)} ${minuteOf(instant, zone)}`
  const title = isAway
    ? t`${name}, ${at(startsAt)} to ${at(endsAt)}, on leave for some of it`
    : t`${name}, ${at(startsAt)} to ${at(endsAt)}`
  const shared = { className: styles.bar, style: styleOf(place), 'data-hue': hue, title, 'aria-label': title }
  const isSomebody = hue !== 'gap' && hue !== 'closed'
  const words = (
    <>
      <span className={styles.full}>{name}</span>
      <span className={styles.short}>{isSomebody && initialsOf(name)}</span>
    </>
  )
  if (onChoose === undefined)
    return (
      <span {...shared} role="img">
        {words}
      </span>
    )
  const isCurrent = currentMs === undefined || (part.fromMs <= currentMs && currentMs < part.toMs)
  return (
    <button
      type="button"
      {...shared}
      tabIndex={isCurrent ? 0 : -1}
      data-from={part.fromMs}
      data-to={part.toMs}
      onFocus={() => onFocus?.(part.fromMs)}
      onClick={() => onChoose({ startsAt, endsAt })}
    >
      {words}
    </button>
  )
}

export const styleOf = ({ left, width }: { left: number; width: number }) => ({
  insetInlineStart: `${left}%`,
  inlineSize: `${width}%`,
})
