import { listTicketFields } from '@bellwether/contract/desk.ts'
import { ticketOrders, type TicketOrder } from '@bellwether/contract/desk-views.ts'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../call.query.ts'
import { t } from '../../ui/words.ts'

const orderNames: Readonly<Record<(typeof ticketOrders)[number], string>> = {
  due: t`Nearest breach first`,
  priority: t`The highest priority first, then the nearest breach`,
  'returned-first': t`Back from a team first, then the nearest breach`,
  'newest-message': t`Latest word first`,
  'waiting-longest': t`Longest waiting first`,
  opened: t`Latest opened first`,
  oldest: t`Earliest opened first`,
  resolved: t`Latest resolved first`,
}

interface OfferedOrder {
  readonly value: TicketOrder
  readonly label: string
}

/** In which orders a list can stand: those of every desk, and both ways by each field of an organisation's own. */
export function useOrders({ isAsked }: { isAsked: boolean }): OfferedOrder[] {
  const fields = useQuery({ ...ask(listTicketFields), enabled: isAsked }).data?.items ?? []
  return [
    ...ticketOrders.map((value) => ({ value, label: orderNames[value] })),
    ...fields.flatMap(({ key, name, kind }): OfferedOrder[] => {
      const isCounted = kind === 'number' || kind === 'date'
      return [
        { value: `field:${key}`, label: isCounted ? t`${name}, the smallest first` : t`${name}, from the first` },
        { value: `field:${key}:desc`, label: isCounted ? t`${name}, the largest first` : t`${name}, from the last` },
      ]
    }),
  ]
}
