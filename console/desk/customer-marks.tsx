import type { TicketSummary } from '@bellwether/contract/desk.ts'
import { Mark } from '../ui/mark.tsx'

/** VIP and plan of a customer; nothing for the free plan. */
export function CustomerMarks({ customer }: { customer: TicketSummary['customer'] }) {
  if (customer === null) return <Mark title="The sender is nobody's contact">unknown sender</Mark>
  return (
    <>
      {customer.isVip && (
        <Mark tone="brass" title="May page through the emergency address">
          VIP
        </Mark>
      )}
      {customer.plan !== 'free' && <Mark>{customer.plan}</Mark>}
    </>
  )
}
