import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { IncidentOf } from '../../incidents/declared/incident-of.tsx'
import { PageFilterBar } from '../../pager/page-filter.tsx'
import { PageList } from '../../pager/page-list.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { PageFrame } from '../../ui/page-frame.tsx'
import { t } from '../../ui/words.ts'

const page = getRouteApi('/signed-in/pages')

export function PagesPage() {
  const filter = page.useSearch()
  const navigate = useNavigate()
  const isFiltered = Object.values(filter).some((value) => value !== undefined)
  return (
    <PageFrame title={t`Pages`} about={t`Who was woken, about what, and who answered.`}>
      <PageFilterBar filter={filter} onFilter={(search) => void navigate({ to: '/pages', search, replace: true })} />
      <PageList
        key={JSON.stringify(filter)}
        filter={filter}
        actionsOf={({ id }) => <IncidentOf part={{ kind: 'page', id }} />}
        empty={
          isFiltered ? (
            <EmptyState icon="bell" title={t`No such page`}>
              <Link to="/pages">{t`All pages`}</Link>
            </EmptyState>
          ) : (
            <EmptyState icon="bell" title={t`Nobody was paged`}>
              {t`A mail of a VIP to the emergency address, a signal that a deploy explains, and a trouble report that is handed off page the person on call.`}
            </EmptyState>
          )
        }
      />
    </PageFrame>
  )
}
