import type { IncidentPart } from '@bellwether/contract/incidents-declared.ts'
import type { Page } from '@bellwether/contract/pager-pages.ts'
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
        actionsOf={(one) => <IncidentOf part={partOf(one)} />}
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

const kinds: Readonly<Record<string, IncidentPart['kind']>> = { incidents: 'report', signals: 'signal', desk: 'ticket' }

/** What is part of an incident: what a page is about, whose pages come with it, else the page itself. */
function partOf({ id, about }: Page): IncidentPart {
  const kind = kinds[about.module]
  return kind === undefined ? { kind: 'page', id } : { kind, id: about.id }
}
