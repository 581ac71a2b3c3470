import { getRouteApi } from '@tanstack/react-router'
import { AskedByLink } from '../../desk/asked-by-link.tsx'
import { t } from '../../ui/words.ts'
import { LinkPage } from '../link-page.tsx'

const page = getRouteApi('/asked/$token')

/** For an engineer who was asked something and has never seen this before. */
export function AskedPage() {
  const { token } = page.useParams()
  const { do: act } = page.useSearch()
  return (
    <LinkPage>
      <h1 className="visually-hidden">{t`A question for you`}</h1>
      <AskedByLink token={token} act={act ?? null} />
    </LinkPage>
  )
}
