import { useNow, useZone } from './clock.tsx'
import { fullOf, spanOf, type InstantInput } from './instants.ts'
import { Icon } from './icon.tsx'
import { t } from './words.ts'
import styles from './clock-badge.module.css'

interface ClockBadgeProps {
  /** What the clock measures, in words. */
  label: string
  startedAt: InstantInput
  dueAt: InstantInput
  stoppedAt: InstantInput | null
  breachedAt: InstantInput | null
  /** Shows the words beside the figure and not only to screen readers. */
  withLabel?: boolean
}

export type ClockTone = 'calm' | 'near' | 'late' | 'met'

/** Near is the last quarter of the time, at most the last hour. */
export function toneOf(startedMs: number, dueMs: number, nowMs: number): ClockTone {
  if (nowMs >= dueMs) return 'late'
  const nearMs = Math.min((dueMs - startedMs) / 4, 3_600_000)
  return dueMs - nowMs <= nearMs ? 'near' : 'calm'
}

/** A clock that counts down to its due time, and says how late it is after it. */
export function ClockBadge(props: ClockBadgeProps) {
  const { label, startedAt, dueAt, stoppedAt, breachedAt, withLabel = false } = props
  const now = useNow()
  const zone = useZone()
  const dueMs = new Date(dueAt).getTime()
  const isStopped = stoppedAt !== null
  const tone = isStopped ? (breachedAt === null ? 'met' : 'late') : toneOf(new Date(startedAt).getTime(), dueMs, now)
  return (
    <span className={styles.clock} data-tone={tone} title={t`${label}: due ${fullOf(dueAt, zone)}`}>
      <Icon name={tone === 'late' ? 'warning' : isStopped ? 'check' : 'clock'} size={12} />
      <span className={withLabel ? styles.label : 'visually-hidden'}>{label} </span>
      <span className="tabular">{wordsOf(tone, isStopped, dueMs - now)}</span>
    </span>
  )
}

function wordsOf(tone: ClockTone, isStopped: boolean, leftMs: number): string {
  if (isStopped) return tone === 'late' ? t`missed` : t`met`
  return tone === 'late' ? t`${spanOf(leftMs)} late` : spanOf(leftMs)
}
