import { BegunList } from '../../desk/begun/begun-list.tsx'
import { PageFrame } from '../../ui/page-frame.tsx'
import { t } from '../../ui/words.ts'

/** What the reader has written and not sent. */
export function DraftsPage() {
  return (
    <PageFrame
      title={t`Drafts`}
      about={t`Replies and notes that you have begun and not sent. Nobody else sees them, and no customer knows of them.`}
    >
      <BegunList />
    </PageFrame>
  )
}
