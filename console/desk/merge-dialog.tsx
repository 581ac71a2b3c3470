import { listTickets, mergeTicket, type Ticket } from '@bellwether/contract/desk.ts'
import { Modal } from '@mantine/core'
import { useForm } from '@mantine/form'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { ProblemError } from '../call.ts'
import { ask } from '../call.query.ts'
import { useWrite } from '../call.write.ts'
import { FormFoot } from '../ui/form-foot.tsx'
import { SearchSelect } from '../ui/search-select.tsx'
import { sendOnKey } from '../ui/send-on-key.ts'

interface MergeDialogProps {
  ticket: Ticket
  isOpen: boolean
  onClose: () => void
}

/** Merges the ticket into another one: that to which it is related comes first. */
export function MergeDialog(props: MergeDialogProps) {
  return (
    <Modal opened={props.isOpen} onClose={props.onClose} title={`Merge #${props.ticket.number} into`}>
      <MergeForm {...props} />
    </Modal>
  )
}

function MergeForm({ ticket, onClose }: MergeDialogProps) {
  const [first = null] = ticket.related.map(({ id, number, subject }) => ({
    value: id,
    label: `#${number} ${subject}`,
  }))
  const form = useForm<{ into: string | null }>({
    initialValues: { into: first?.value ?? null },
    validate: { into: (value) => (value === null ? 'Choose a ticket.' : null) },
  })
  const merge = useMerge(ticket, onClose)
  const { search, setSearch, found } = useFound(ticket)
  const send = form.onSubmit(({ into }) => {
    if (into !== null) merge.into(into)
  })
  return (
    <form noValidate onKeyDown={sendOnKey} onSubmit={send} style={{ display: 'grid', gap: 14 }}>
      <SearchSelect
        label="Ticket"
        description="By its number, or by words of its subject or of who wrote it."
        nothingFound="No ticket fits"
        first={first}
        search={search}
        found={found}
        onSearch={setSearch}
        hasAutofocus
        value={form.values.into}
        onChange={(into) => {
          merge.reset()
          form.setFieldValue('into', into)
        }}
        error={form.errors['into']}
      />
      {merge.isAcross ? (
        <strong role="alert">
          The tickets are of different customers: whoever takes part in one reads our answers to the other.
        </strong>
      ) : (
        <p>
          What was said moves there in order of time, and so do the people. #{ticket.number} ends and leads there, until
          somebody undoes it.
        </p>
      )}
      <FormFoot error={merge.error} form={form} isBusy={merge.isBusy} onCancel={onClose}>
        {merge.isAcross ? 'Merge across customers' : 'Merge'}
      </FormFoot>
    </form>
  )
}

/** Tickets that are found by what is typed; before that those of the same customer, or of the same sender. */
function useFound({ id, customer, contact }: Ticket) {
  const [search, setSearch] = useState('')
  const own = customer === null ? { search: contact.email } : { customerId: customer.id }
  const query = { view: 'all' as const, limit: 8, ...(search === '' ? own : { search }) }
  const tickets = useQuery({ ...ask(listTickets, { query }), placeholderData: keepPreviousData })
  const found = tickets.data?.items
    .filter((one) => one.id !== id)
    .map((one) => ({
      value: one.id,
      label: `#${one.number} ${one.subject} (${one.customer?.name ?? one.contact.email})`,
    }))
  return { search, setSearch, found: tickets.isPlaceholderData ? undefined : found }
}

function useMerge(ticket: Ticket, onClose: () => void) {
  const navigate = useNavigate()
  const merge = useWrite(mergeTicket, {
    refreshes: ['/api/desk'],
    showsProblem: true,
    onDone: ({ number }) => {
      onClose()
      void navigate({
        to: '/tickets/$number',
        params: { number: String(number) },
        search: { merged: String(ticket.number) },
        replace: true,
      })
    },
  })
  const isAcross = merge.error instanceof ProblemError && merge.error.type === '/problems/other-customer'
  return {
    into: (into: string) => merge.mutate({ params: { id: ticket.id }, body: { into, acrossCustomers: isAcross } }),
    isAcross,
    isBusy: merge.isPending,
    error: isAcross ? null : merge.error,
    reset: merge.reset,
  }
}
