import { getInstallation } from '@bellwether/contract/installation.ts'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../call.query.ts'
import { t } from '../ui/words.ts'

export function SupportAddress() {
  const installation = useQuery(ask(getInstallation))
  return <strong>{installation.data?.supportAddress ?? t`the support address`}</strong>
}
