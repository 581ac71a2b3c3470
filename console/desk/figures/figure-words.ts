import type { Share } from '@bellwether/contract/desk-figures.ts'
import { spanOf } from '../../ui/instants.ts'
import { t } from '../../ui/words.ts'

/** 92 %; of nothing there is no share. Rounded, it is none or all only where that is so. */
export function shareWords({ count, of }: Share): string {
  if (of === 0) return '–'
  const percent = Math.round((count / of) * 100)
  if (percent === 0 && count > 0) return t`under 1 %`
  if (percent === 100 && count < of) return t`over 99 %`
  return `${percent} %`
}

const minuteMs = 60_000

/** Said to the nearest minute, since it is known within 2.5 %. */
export function durationWords(seconds: number | null): string {
  if (seconds === null) return '–'
  const ms = seconds * 1000
  return spanOf(ms < minuteMs ? ms : Math.round(ms / minuteMs) * minuteMs)
}

/** 1.5, of rounds. */
export const meanWords = (mean: number | null): string => (mean === null ? '–' : String(Math.round(mean * 10) / 10))

/** How a share differs from that of the weeks before, in points; nothing where one of them is of nothing. */
export function changeWords(now: Share, before: Share): string | undefined {
  if (now.share === null || before.share === null) return undefined
  const points = Math.round((now.share - before.share) * 100)
  if (points === 0) return t`as before`
  return t`${Math.abs(points)} ${Math.abs(points) === 1 ? t`point` : t`points`} ${points > 0 ? t`more` : t`less`} than before`
}
