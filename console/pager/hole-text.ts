import type { RotaHole } from '@bellwether/contract/pager.ts'
import { plural } from '../ui/figures.ts'
import { dayOf, spanOf } from '../ui/instants.ts'
import { spokenLocale, t } from '../ui/words.ts'

/** London rather than Europe/London. */
export const cityOf = (timeZone: string): string => (timeZone.split('/').at(-1) ?? timeZone).replaceAll('_', ' ')

const list = new Intl.ListFormat(spokenLocale(), { type: 'conjunction' })

const lengthOf = (minutes: number): string =>
  minutes % 60 === 0 && minutes < 24 * 60 ? t`${minutes / 60} h` : spanOf(minutes * 60_000)

/** "20 gaps of 1 h, Mon 9 Mar to Sat 28 Mar". */
export function holeText({ kind, count, minutes, spans }: RotaHole, zone: string): string {
  const many = kind === 'gap' ? plural(count, 'gap') : plural(count, 'overlap')
  const length = lengthOf(minutes)
  const [first, last] = [spans[0], spans.at(-1)].map((span) => dayOf(span?.startsAt ?? 0, zone))
  return count === 1
    ? t`${many} of ${length} on ${first ?? ''}`
    : t`${many} of ${length}, ${first ?? ''} to ${last ?? ''}`
}

/** Why it is so: the clocks that change, or what somebody took out. */
export function whyText({ why, clocks }: RotaHole, zone: string): string {
  if (why === 'override') return t`somebody was taken off and nobody put on`
  if (why === 'hours') return t`no layer has these hours`
  return t`the clocks change on different days: ${list.format(clocks.map(({ timeZone, changesAt }) => t`${cityOf(timeZone)} on ${dayOf(changesAt, zone)}`))}`
}

/** What nobody meant: not what is closed every week. */
export const isUnmeant = ({ why, kind }: RotaHole): boolean => why !== 'hours' && kind === 'gap'
