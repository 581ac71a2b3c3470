import { listPages } from '@bellwether/contract/pager.ts'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../call.query.ts'
import { Sheet } from '../../ui/sheet.tsx'
import { t } from '../../ui/words.ts'
import { PageRow } from '../page-list.tsx'
import listStyles from '../page-list.module.css'

/** The pages of a team that have not ended, of the first hundred of each kind; nothing where there is none. */
export function StandingPages({ team }: { team: { id: string } }) {
  const pages = (state: 'open' | 'acknowledged') => ({
    ...ask(listPages, { query: { state, limit: 100 } }),
    refetchInterval: 30_000,
  })
  const [open, acknowledged] = [useQuery(pages('open')), useQuery(pages('acknowledged'))]
  const standing = [...(open.data?.items ?? []), ...(acknowledged.data?.items ?? [])]
  const own = standing.filter((page) => page.team?.id === team.id)
  if (own.length === 0) return null
  return (
    <Sheet title={t`Pages that have not ended`} tone="warn">
      <ol className={listStyles.list} aria-label={t`Pages that have not ended`}>
        {own.map((page) => (
          <PageRow key={page.id} page={page} isFolded />
        ))}
      </ol>
    </Sheet>
  )
}
