import type { Customer } from '@bellwether/contract/customers.ts'
import { listPeople } from '@bellwether/contract/people.ts'
import { Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { ask } from '../call.query.ts'

interface AccountManagerFieldProps {
  /** Who it is at first. */
  current: Customer['accountManager']
  value?: string | null
  onChange: (email: string | null) => void
  error?: ReactNode
}

/** Somebody on staff, by address; found by what is typed, since there may be more than a list can show. */
export function AccountManagerField({ current, value, onChange, error }: AccountManagerFieldProps) {
  const [typed, setTyped] = useState('')
  const [search] = useDebouncedValue(typed.trim(), 200)
  const found = useQuery({
    ...ask(listPeople, { query: { ...(search === '' ? {} : { search }), limit: '50' } }),
    placeholderData: keepPreviousData,
  })
  const known = [...(current === null ? [] : [current]), ...(found.data?.items ?? [])]
  const people = new Map(known.map(({ email, name }) => [email, name]))
  return (
    <Select
      label="Account manager"
      description="Who on staff looks after them."
      placeholder="Nobody"
      data={[...people].map(([email, name]) => ({ value: email, label: `${name} <${email}>` }))}
      filter={({ options }) => options}
      searchable
      clearable
      onSearchChange={setTyped}
      nothingFoundMessage="Nobody on staff is called so."
      value={value ?? null}
      onChange={onChange}
      error={error}
    />
  )
}
