import { getRouteApi } from '@tanstack/react-router'
import { CustomerAsk } from '../../desk/customer-ask.tsx'
import { LinkPage } from '../link-page.tsx'

const page = getRouteApi('/c/$token')

/** For a customer who follows the link in a mail: nothing here is for staff. */
export function CustomerAskPage() {
  const { token } = page.useParams()
  const { answer } = page.useSearch()
  return (
    <LinkPage isForCustomer>
      <CustomerAsk token={token} answer={answer ?? null} />
    </LinkPage>
  )
}
