import { listRejections, type RejectedLine } from '@bellwether/contract/evidence.ts'
import { useInfiniteQuery } from '@tanstack/react-query'
import { askPages } from '../call.query.ts'
import { Moment } from '../ui/clock.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { MoreButton } from '../ui/more-button.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { t, translated } from '../ui/words.ts'
import styles from './refused-lines.module.css'

/** Lines of events that were not taken, the newest first, with what was wrong. */
export function RefusedLines() {
  const rejections = useInfiniteQuery(askPages(listRejections, { limit: 50 }))
  const rows = rejections.data?.pages.flatMap((page) => page.items)
  return (
    <Sheet
      title={t`Refused lines`}
      about={t`What is right beside them was kept. Sending these again as they are changes nothing.`}
    >
      <Loaded query={{ ...rejections, data: rows }}>
        {(loaded) =>
          loaded.length === 0 ? (
            <EmptyState icon="check" title={t`No line was refused in the last 7 days`} isCompact>
              {t`A line that is no event, is too long or too old is kept here with its reason; its neighbours are not held up.`}
            </EmptyState>
          ) : (
            <DataTable<RejectedLine>
              label={t`Refused lines`}
              isStackedWhenNarrow
              rows={loaded}
              keyOf={(line) => line.id}
              columns={[
                { head: t`Came`, cell: (line) => <Moment at={line.receivedAt} /> },
                { head: t`From`, cell: (line) => line.sourceName },
                { head: t`Line`, cell: (line) => `${line.line}${line.pointer === '' ? '' : `, ${line.pointer}`}` },
                { head: t`Why`, cell: (line) => translated(line.detail) },
                { head: t`Text`, cell: (line) => <code className={styles.text}>{line.text}</code> },
              ]}
            />
          )
        }
      </Loaded>
      <MoreButton query={rejections} />
    </Sheet>
  )
}
