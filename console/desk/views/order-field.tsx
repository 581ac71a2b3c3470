import type { TicketOrder } from '@bellwether/contract/desk-views.ts'
import { NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { t } from '../../ui/words.ts'
import { useOrders } from './order-names.ts'

interface OrderFieldProps {
  /** In which the list stands. */
  order: TicketOrder
  onOrder: (order: TicketOrder) => void
}

/** In which order a list stands now; its view stays as it is. */
export function OrderField({ order, onOrder }: OrderFieldProps) {
  const [wasOpened, setOpened] = useState(false)
  const orders = useOrders({ isAsked: wasOpened || order.startsWith('field:') })
  const isKnown = orders.some(({ value }) => value === order)
  return (
    <NativeSelect
      aria-label={t`Order`}
      w={190}
      data={isKnown ? orders : [...orders, { value: order, label: t`A field that is gone` }]}
      value={order}
      onFocus={() => setOpened(true)}
      onChange={(event) => onOrder(event.currentTarget.value as TicketOrder)}
    />
  )
}
