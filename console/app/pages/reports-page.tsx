import { Link } from '@tanstack/react-router'
import { ReportList } from '../../incidents/report-list.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { KeyCaps } from '../../ui/key-caps.tsx'
import { PageFrame } from '../../ui/page-frame.tsx'
import { tx } from '../../ui/rich-words.tsx'
import { t } from '../../ui/words.ts'

export function ReportsPage() {
  return (
    <PageFrame
      title={t`Trouble reports`}
      about={t`What is broken, since when, for whom and what is asked. Watched until it is gone and everyone is told.`}
    >
      <ReportList
        empty={
          <EmptyState icon="report" title={t`No trouble report yet`}>
            {tx`Ask “who else?” about an error beside a ticket (${<KeyCaps keys="w" />}), or open a ${(
              <Link to="/signals">{t`signal`}</Link>
            )}, and draft a report from the explanation (${<KeyCaps keys="R" />}).`}
          </EmptyState>
        }
      />
    </PageFrame>
  )
}
