import { listTicketFields } from '@bellwether/contract/desk.ts'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../call.query.ts'
import { t } from '../../ui/words.ts'

/** `product=cdn` in its two parts. */
export function partsOfEntry(entry: string | null): { key: string; value: string } {
  const at = entry?.indexOf('=') ?? -1
  return at < 0 ? { key: entry ?? '', value: '' } : { key: entry!.slice(0, at), value: entry!.slice(at + 1) }
}

/** One of the organisation's own fields, how it compares, and what with, as people say it. */
export function OwnFieldWords({ entry, compares }: { entry: string; compares: string }) {
  const fields = useQuery(ask(listTicketFields)).data?.items
  const { key, value } = partsOfEntry(entry)
  const field = fields?.find((one) => one.key === key)
  const said = field?.kind === 'yes-no' ? (value === 'true' ? t`yes` : t`no`) : value
  return (
    <>
      {field?.name ?? key} {compares} <strong>{said}</strong>
    </>
  )
}
