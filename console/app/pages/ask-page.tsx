import { AskForm } from '../../desk/ask-form.tsx'
import { LinkPage } from '../link-page.tsx'

/** For anybody who has a question: nothing here is for staff. */
export function AskPage() {
  return (
    <LinkPage isForCustomer>
      <AskForm />
    </LinkPage>
  )
}
