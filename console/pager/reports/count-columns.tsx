import type { ReportCounts } from '@bellwether/contract/pager-reports.ts'
import type { Column } from '../../ui/data-table.tsx'
import { countOf } from '../../ui/figures.ts'
import { t } from '../../ui/words.ts'
import { durationText, shareText } from './report-words.ts'

/** What is counted of pages, by whatever they are split. */
export const countColumns = <Row extends ReportCounts>(): Column<Row>[] => [
  { head: t`Pages`, cell: ({ pages }) => countOf(pages), isFigure: true },
  { head: t`Acknowledged`, cell: ({ acknowledged }) => countOf(acknowledged), isFigure: true },
  { head: t`Median to acknowledge`, cell: ({ medianSeconds }) => durationText(medianSeconds), isFigure: true },
  { head: t`90 % within`, cell: ({ p90Seconds }) => durationText(p90Seconds), isFigure: true },
  { head: t`Missed`, cell: ({ missed }) => countOf(missed), isFigure: true },
  {
    head: t`Ended unacknowledged`,
    cell: ({ endedUnacknowledged }) => countOf(endedUnacknowledged),
    isFigure: true,
  },
  { head: t`Past the first step`, cell: ({ escalated }) => countOf(escalated), isFigure: true },
  { head: t`Past every step`, cell: ({ exhausted }) => countOf(exhausted), isFigure: true },
  {
    head: t`Noise`,
    cell: ({ noise, pages }) => (noise === 0 ? '0' : t`${countOf(noise)}, ${shareText(noise, pages)}`),
    isFigure: true,
  },
]
