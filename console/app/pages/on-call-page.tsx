import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { DeployLine } from '../../pager/deploy-line.tsx'
import { DeployOverrides } from '../../pager/deploys/deploy-overrides.tsx'
import { FeedsDialog } from '../../pager/feeds-dialog.tsx'
import { OpenPages } from '../../pager/open-pages.tsx'
import { PageTeamDialog } from '../../pager/page-team-dialog.tsx'
import { OpenSwaps } from '../../pager/swaps/open-swaps.tsx'
import { RotaList } from '../../pager/rota-list.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { PageFrame } from '../../ui/page-frame.tsx'
import { t } from '../../ui/words.ts'
import { useMay } from '../../use-may.ts'

const page = getRouteApi('/signed-in/on-call')

/** Who is on, who is next, what rings, and the calendars of all rotas. */
export function OnCallPage() {
  const search = page.useSearch()
  const navigate = useNavigate()
  const [canSee, canPage, canEdit] = [useMay('pager.read'), useMay('pager.acknowledge'), useMay('pager.write')]
  return (
    <PageFrame
      title={t`On call`}
      about={t`Who is on, who is next, and what rings.`}
      actions={
        <>
          <Link to="/pages">{t`All pages`}</Link>
          {canSee && <Link to="/on-call/report">{t`Paging report`}</Link>}
          {canSee && <FeedsDialog />}
          {canPage && <PageTeamDialog />}
        </>
      }
    >
      <DeployLine />
      <DeployOverrides />
      <OpenPages />
      {canSee && <OpenSwaps />}
      <RotaList
        canEdit={canEdit}
        view={search}
        onView={(view) => void navigate({ to: '/on-call', search: view, replace: true })}
        empty={
          <EmptyState icon="bell" title={t`Nobody takes turns yet`}>
            {t`A rota says who is on when: people in turn, handing over at a time of their own clock. Add a layer for each office, and the work follows the sun. Until a team has one, its pages wake everyone on it.`}
          </EmptyState>
        }
      />
    </PageFrame>
  )
}
