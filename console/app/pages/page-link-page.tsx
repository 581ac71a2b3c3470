import { getRouteApi } from '@tanstack/react-router'
import { RollbackByLink } from '../../incidents/rollback-by-link.tsx'
import { PageByLink } from '../../pager/page-by-link.tsx'
import { LinkPage } from '../link-page.tsx'

const page = getRouteApi('/p/$token')

/** For somebody who was woken and has a phone in one hand. */
export function PageLinkPage() {
  const { token } = page.useParams()
  return (
    <LinkPage>
      <PageByLink token={token} />
      <RollbackByLink token={token} />
    </LinkPage>
  )
}
