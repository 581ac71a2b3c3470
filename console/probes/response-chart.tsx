import type { AnswerOf } from '@bellwether/contract/route.ts'
import type { listProbeTimes } from '@bellwether/contract/probes.ts'
import { plural } from '../ui/figures.ts'
import { t } from '../ui/words.ts'
import styles from './probe-list.module.css'

export type ProbeTimes = AnswerOf<typeof listProbeTimes>
type Point = ProbeTimes['items'][number]['points'][number]

const size = { width: 144, height: 28 }

export const chartHours = 6

/** How long the answers took in the last hours, as bars; where a look failed, the bar is another one. */
export function ResponseChart({
  points,
  stepSeconds,
  now,
}: {
  points: readonly Point[]
  stepSeconds: number
  now: number
}) {
  const answered = points.flatMap(({ durationMs }) => durationMs ?? [])
  const most = Math.max(...answered, 1)
  const steps = (chartHours * 3600) / stepSeconds
  const width = size.width / steps
  const placeOf = (at: string): number => steps - 1 - Math.floor((now - Date.parse(at)) / (stepSeconds * 1000))
  return (
    <svg
      className={styles.chart}
      viewBox={`0 0 ${size.width} ${size.height}`}
      width={size.width}
      height={size.height}
      role="img"
      aria-label={chartWords(points, answered)}
    >
      {points.map(({ at, durationMs, failed }) => {
        const height = durationMs === null ? size.height : Math.max(2, (durationMs / most) * size.height)
        return (
          <rect
            key={at}
            x={placeOf(at) * width}
            y={size.height - height}
            width={Math.max(width - 0.5, 1)}
            height={height}
            data-failed={failed > 0 || undefined}
          />
        )
      })}
    </svg>
  )
}

function chartWords(points: readonly Point[], answered: readonly number[]): string {
  const failed = points.reduce((sum, one) => sum + one.failed, 0)
  const failures = failed === 0 ? t`none failed` : t`${plural(failed, 'look')} failed`
  if (answered.length === 0) return t`Last ${chartHours} hours: no answer, ${failures}`
  return t`Last ${chartHours} hours: answers in ${milliseconds(Math.min(...answered))} to ${milliseconds(Math.max(...answered))}, ${failures}`
}

export const milliseconds = (time: number): string =>
  time < 1000 ? t`${Math.round(time)} ms` : t`${(time / 1000).toFixed(1)} s`
