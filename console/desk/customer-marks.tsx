import type { TicketSummary } from '@bellwether/contract/desk.ts'
import { Mark } from '../ui/mark.tsx'
import { t, translated } from '../ui/words.ts'

/** VIP and plan of a customer; nothing for the free plan, nor for a colleague who asks. */
export function CustomerMarks({
  ticket: { customer, isOurs },
}: {
  ticket: Pick<TicketSummary, 'customer' | 'isOurs'>
}) {
  if (isOurs) return null
  if (customer === null) return <Mark title={t`The sender is nobody's contact`}>{t`unknown sender`}</Mark>
  return (
    <>
      {customer.isVip && (
        <Mark tone="brass" title={t`May page through the emergency address`}>
          {t`VIP`}
        </Mark>
      )}
      {customer.plan !== 'free' && <Mark>{translated(customer.plan)}</Mark>}
    </>
  )
}
