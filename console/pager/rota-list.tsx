import { listRotas } from '@bellwether/contract/pager.ts'
import type { AnswerOf } from '@bellwether/contract/route.ts'
import { useInfiniteQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { askPages } from '../call.query.ts'
import { Loaded } from '../ui/loaded.tsx'
import { MoreButton } from '../ui/more-button.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { t } from '../ui/words.ts'
import { onCallText } from './on-call-text.ts'
import { CalendarControls, type CalendarView } from './calendar/calendar-view.tsx'
import { RotaArticle } from './rota-article.tsx'
import { LeaveList } from './leave/leave-list.tsx'
import { RotaDialog } from './rota-dialog.tsx'
import { NoSwaps } from './swaps/open-swaps.tsx'
import styles from './rota-list.module.css'

type RotaItem = AnswerOf<typeof listRotas>['items'][number]

interface RotaListProps {
  canEdit: boolean
  empty: ReactNode
  view: CalendarView
  onView: (view: CalendarView) => void
}

/** Who is on call now for each team, and the next shifts of its rotas. */
export function RotaList({ canEdit, empty, view, onView }: RotaListProps) {
  const { rota: id } = view
  const rotas = useInfiniteQuery(askPages(listRotas, { limit: 50, ...(id === undefined ? {} : { id }) }))
  const rows = rotas.data?.pages.flatMap((page) => page.items)
  return (
    <Loaded query={{ ...rotas, data: rows }} rows={6}>
      {(loaded) => (
        <div className={styles.teams}>
          {loaded.length > 0 || id !== undefined ? <CalendarControls view={view} onChange={onView} /> : empty}
          {loaded.length === 0 && id !== undefined && <p>{t`This rota is gone.`}</p>}
          {[...Map.groupBy(loaded, (rota) => rota.team.id)].map(([id, ofTeam]) => (
            <TeamRotas key={id} rotas={ofTeam} canEdit={canEdit} view={view} onView={onView} />
          ))}
          <MoreButton query={rotas} />
          {canEdit && <RotaDialog rota={null} />}
          {loaded.length > 0 && <NoSwaps />}
          {loaded.length > 0 && <LeaveList canEdit={canEdit} />}
        </div>
      )}
    </Loaded>
  )
}

function TeamRotas({ rotas, ...shown }: Omit<RotaListProps, 'empty'> & { rotas: readonly RotaItem[] }) {
  const { canEdit } = shown
  const team = rotas[0]?.team
  const paging = rotas.filter(({ work }) => work.slug === 'paging')
  if (team === undefined) return null
  return (
    <Sheet title={team.name} side={canEdit ? <RotaDialog rota={null} team={team} /> : undefined}>
      {paging.length > 0 && (
        <p className={styles.now} data-nobody={paging.every((rota) => rota.onCall === null) || undefined}>
          {t`${onCallText(paging)} on call now`}
        </p>
      )}
      <div className={styles.rotas}>
        {rotas.map((rota) => (
          <RotaArticle key={rota.id} rota={rota} {...shown} />
        ))}
      </div>
    </Sheet>
  )
}
