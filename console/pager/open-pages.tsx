import { listPages } from '@bellwether/contract/pager.ts'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../call.query.ts'
import { Sheet } from '../ui/sheet.tsx'
import { t } from '../ui/words.ts'
import { MaintenanceNotes } from './maintenance/maintenance-notes.tsx'
import { PageRow } from './page-list.tsx'
import { PausedNotes } from './pausing/paused-notes.tsx'
import styles from './page-list.module.css'

const shownMax = 20

/** The pages that nobody has answered, those that somebody has, and what pages nobody meanwhile. */
export function OpenPages() {
  const pagesOf = (state: 'open' | 'acknowledged') => ({
    ...ask(listPages, { query: { state, limit: shownMax } }),
    refetchInterval: 30_000,
  })
  const open = useQuery(pagesOf('open')).data?.items ?? []
  const taken = useQuery(pagesOf('acknowledged')).data?.items ?? []
  return (
    <>
      <MaintenanceNotes />
      <PausedNotes />
      {open.length > 0 && (
        <Sheet title={t`Nobody answered yet`} tone="warn">
          <ol className={styles.list} aria-label={t`Open pages`}>
            {open.map((page) => (
              <PageRow key={page.id} page={page} isFolded={open.length > 1} />
            ))}
          </ol>
        </Sheet>
      )}
      {taken.length > 0 && (
        <Sheet title={t`Somebody has it`}>
          <ol className={styles.list} aria-label={t`Acknowledged pages`}>
            {taken.map((page) => (
              <PageRow key={page.id} page={page} isFolded />
            ))}
          </ol>
        </Sheet>
      )}
    </>
  )
}
