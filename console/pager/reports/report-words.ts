import type { PageOrigin, PagingReport } from '@bellwether/contract/pager-reports.ts'
import { spanOf } from '../../ui/instants.ts'
import { percentOf } from '../../ui/figures.ts'
import { spokenLocale, t } from '../../ui/words.ts'

/** 3 min; nothing where nobody acknowledged. */
export const durationText = (seconds: number | null): string => (seconds === null ? '–' : spanOf(seconds * 1000))

/** A share of so many; of nothing there is none. */
export const shareText = (count: number, of: number): string => (of === 0 ? '–' : percentOf(count / of))

const originNames: Readonly<Record<PageOrigin, string>> = {
  alerts: t`Alerts`,
  heartbeats: t`Heartbeats`,
  'by-hand': t`By hand`,
  tickets: t`Tickets`,
  reports: t`Trouble reports`,
  signals: t`Signals`,
  other: t`Something else`,
}

type Source = PagingReport['sources'][number]

/** What opened pages, on screen. */
export const sourceText = ({ origin, source }: Pick<Source, 'origin' | 'source'>): string =>
  source === null ? originNames[origin] : t`${source.name} of ${source.team.name}`

/** Tells a row of sources from the others. */
export const sourceKey = ({ origin, source }: Pick<Source, 'origin' | 'source'>): string => source?.id ?? origin

// 5 January 1970 was a Monday.
const someMonday = Date.UTC(1970, 0, 5)
const dayMs = 86_400_000

/** The days of the week, Monday first. */
export const weekdayNames = (length: 'short' | 'long'): string[] =>
  Array.from({ length: 7 }, (_, day) =>
    new Intl.DateTimeFormat(spokenLocale(), { weekday: length, timeZone: 'UTC' }).format(someMonday + day * dayMs),
  )
