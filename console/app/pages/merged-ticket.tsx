import type { Ticket } from '@bellwether/contract/desk.ts'
import { useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { t } from '../../ui/words.ts'

/** A merged ticket leads to the one in which it goes on, which says so. */
export function MergedTicket({ number, into }: { number: number; into: NonNullable<Ticket['mergedInto']> }) {
  const navigate = useNavigate()
  useEffect(() => {
    void navigate({
      to: '/tickets/$number',
      params: { number: String(into.number) },
      search: { merged: String(number) },
      replace: true,
    })
  }, [navigate, number, into.number])
  return <p role="status">{t`#${number} was merged into #${into.number}.`}</p>
}
