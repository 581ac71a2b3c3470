import { UnreadList } from '../../desk/unread/unread-list.tsx'
import { PageFrame } from '../../ui/page-frame.tsx'
import { t } from '../../ui/words.ts'

/** What the reader has not read on tickets of theirs. */
export function UnreadPage() {
  return (
    <PageFrame
      title={t`Unread`}
      about={t`What others wrote on open tickets that you own, and on those that you follow: the newest first, each opens where you stopped reading.`}
    >
      <UnreadList />
    </PageFrame>
  )
}
