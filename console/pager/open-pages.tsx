import { listPages } from '@bellwether/contract/pager.ts'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../call.query.ts'
import { Sheet } from '../ui/sheet.tsx'
import { t } from '../ui/words.ts'
import { PageRow } from './page-list.tsx'
import styles from './page-list.module.css'

const shownMax = 20

/** The pages that nobody has answered. */
export function OpenPages() {
  const pages = useQuery({ ...ask(listPages, { query: { state: 'open', limit: shownMax } }), refetchInterval: 30_000 })
  const open = pages.data?.items ?? []
  if (open.length === 0) return null
  return (
    <Sheet title={t`Nobody answered yet`} tone="warn">
      <ol className={styles.list} aria-label={t`Open pages`}>
        {open.map((page) => (
          <PageRow key={page.id} page={page} />
        ))}
      </ol>
    </Sheet>
  )
}
