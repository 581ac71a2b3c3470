import type { PagingReport } from '@bellwether/contract/pager-reports.ts'
import type { CSSProperties } from 'react'
import { countOf } from '../../ui/figures.ts'
import { Sheet } from '../../ui/sheet.tsx'
import { t } from '../../ui/words.ts'
import { weekdayNames } from './report-words.ts'
import styles from './hour-map.module.css'

const twoDigits = (hour: number): string => String(hour).padStart(2, '0')

/** At which hours of which days pages came: a table whose cells are the darker the more there were. */
export function HourMap({ report: { hours, timeZone } }: { report: PagingReport }) {
  const most = Math.max(1, ...hours.flat())
  const [short, long] = [weekdayNames('short'), weekdayNames('long')]
  return (
    <Sheet
      title={t`Pages by hour`}
      about={t`Opened within the hour that begins then, on the clocks of ${timeZone}. An hour that the clocks repeat has both.`}
    >
      <table className={styles.map} aria-label={t`Pages by hour of the day and day of the week`}>
        <thead>
          <tr>
            <th scope="col">{t`Hour`}</th>
            {short.map((day, at) => (
              <th key={day} scope="col" abbr={long[at]}>
                {day}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: 24 }, (_, hour) => (
            <tr key={hour}>
              <th scope="row">{twoDigits(hour)}</th>
              {hours.map((ofDay, day) => (
                <td key={short[day]} style={{ '--share': (ofDay[hour] ?? 0) / most } as CSSProperties}>
                  {(ofDay[hour] ?? 0) === 0 ? <span className={styles.none}>0</span> : countOf(ofDay[hour] ?? 0)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Sheet>
  )
}
