import { PageList } from '../../pager/page-list.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { PageFrame } from '../../ui/page-frame.tsx'
import { t } from '../../ui/words.ts'

export function PagesPage() {
  return (
    <PageFrame title={t`Pages`} about={t`Who was woken, about what, and who answered.`}>
      <PageList
        empty={
          <EmptyState icon="bell" title={t`Nobody was paged`}>
            {t`A mail of a VIP to the emergency address, a signal that a deploy explains, and a trouble report that is handed off page the person on call.`}
          </EmptyState>
        }
      />
    </PageFrame>
  )
}
