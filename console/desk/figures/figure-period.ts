import { t } from '../../ui/words.ts'

/** For how many weeks figures are asked; this one is the last. */
export const periods = [
  { weeks: 4, label: t`4 weeks` },
  { weeks: 12, label: t`12 weeks` },
  { weeks: 52, label: t`Year` },
] as const
export type PeriodWeeks = (typeof periods)[number]['weeks']

const dayMs = 24 * 60 * 60 * 1000
const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

/** The days that are asked for: the server makes whole weeks of them, in UTC. */
export const periodOf = (nowMs: number, weeks: PeriodWeeks): { from: string; to: string } => ({
  from: dayOf(nowMs - (weeks - 1) * 7 * dayMs),
  to: dayOf(nowMs),
})

/** Midnight of a day, in UTC. */
export const instantOf = (day: string): string => `${day}T00:00:00.000Z`

export const weekAfter = (monday: string): string => dayOf(Date.parse(monday) + 7 * dayMs)
