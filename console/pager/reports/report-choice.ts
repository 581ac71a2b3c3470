import { useClockRead, useZone } from '../../ui/clock.tsx'
import { fieldValueOf } from '../../ui/instants.ts'
import { mondayOf, weeksLater } from '../calendar/weeks.ts'

/** What the report is about; an address can say it. */
export interface ReportChoice {
  /** YYYY-MM-DD; undefined: the Monday of twelve weeks, of which this one is the last. */
  readonly from?: string | undefined
  /** undefined: today. */
  readonly to?: string | undefined
  /** Slug; undefined: all teams. */
  readonly team?: string | undefined
  /** undefined: by team. */
  readonly by?: 'source' | 'person' | 'shift' | undefined
}

const usualWeeks = 12

const dayOf = (atMs: number, zone: string): string => fieldValueOf(atMs, zone).slice(0, 10)

/** What the server is asked for: days of whoever reads. */
export function useAsked({ from, to, team }: ReportChoice) {
  const [read, zone] = [useClockRead(), useZone()]
  const nowMs = read()
  return {
    from: from ?? dayOf(weeksLater(mondayOf(nowMs, zone), 1 - usualWeeks, zone), zone),
    to: to ?? dayOf(nowMs, zone),
    zone,
    team,
  }
}
