import { listCustomers } from '@bellwether/contract/customers.ts'
import { Autocomplete } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ask } from '../call.query.ts'

interface ContactFieldProps {
  label: string
  value: string
  hasAutofocus?: boolean
  error?: ReactNode
  onChange: (email: string) => void
  /** Somebody known was chosen. */
  onChoose: (contact: { name: string; email: string }) => void
}

const offeredMost = 8
const shortestSearch = 2

/** Somebody's address: anybody's, or that of a contact who is found by a part of it, or by their customer. */
export function ContactField({ label, value, hasAutofocus, error, onChange, onChoose }: ContactFieldProps) {
  const [search] = useDebouncedValue(value.trim(), 200)
  const isSearched = search.length >= shortestSearch
  const found = useQuery({ ...ask(listCustomers, { query: { search, limit: offeredMost } }), enabled: isSearched })
  const contacts = new Map(
    (isSearched ? (found.data?.items ?? []) : []).flatMap((customer) =>
      customer.contacts.map((contact) => [contact.email, { contact, customer: customer.name }] as const),
    ),
  )
  const wanted = search.toLowerCase()
  const isWanted = (email: string): boolean => {
    const { contact, customer } = contacts.get(email) ?? {}
    return [email, contact?.name, customer, ...(contact?.otherEmails ?? [])].some((text) =>
      text?.toLowerCase().includes(wanted),
    )
  }
  return (
    <Autocomplete
      label={label}
      placeholder="vera@example.com"
      required
      data-autofocus={hasAutofocus}
      data={[...contacts.keys()].filter(isWanted)}
      // The server has found them, by more than is seen.
      filter={({ options }) => options}
      limit={offeredMost}
      renderOption={({ option }) => {
        const { contact, customer } = contacts.get(option.value) ?? {}
        return (
          <span>
            {contact?.name} <span style={{ color: 'var(--ink-soft)' }}>{option.value}</span> {customer}
          </span>
        )
      }}
      value={value}
      onChange={onChange}
      onOptionSubmit={(email) => {
        const { contact } = contacts.get(email) ?? {}
        if (contact) onChoose(contact)
      }}
      error={error}
    />
  )
}
