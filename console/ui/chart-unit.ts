import { t } from './words.ts'

const units = [
  { name: t`seconds`, seconds: 1, upToSeconds: 5 * 60 },
  { name: t`minutes`, seconds: 60, upToSeconds: 5 * 3600 },
  { name: t`hours`, seconds: 3600, upToSeconds: 5 * 86_400 },
  { name: t`days`, seconds: 86_400, upToSeconds: Number.POSITIVE_INFINITY },
] as const

/** In what the longest of these is said, so that an axis has neither thousands nor parts. */
export function chartUnitOf(seconds: readonly (number | null)[]) {
  const longest = Math.max(0, ...seconds.map((one) => one ?? 0))
  return units.find(({ upToSeconds }) => longest <= upToSeconds) ?? units[2]
}
