import { listPeople } from '@bellwether/contract/people.ts'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { ask } from '../call.query.ts'
import { SearchSelect } from '../ui/search-select.tsx'
import { t } from '../ui/words.ts'

interface StaffFieldProps {
  label: string
  value: string | null
  onChange: (id: string | null) => void
  error: ReactNode
  /** Who is chosen at first. */
  first?: { readonly id: string; readonly name: string } | undefined
}

/** Somebody on staff, found by what is typed. */
export function StaffField({ first, ...field }: StaffFieldProps) {
  const [search, setSearch] = useState('')
  const found = useQuery(ask(listPeople, { query: { ...(search === '' ? {} : { search }), limit: '50' } }))
  return (
    <SearchSelect
      nothingFound={t`Nobody on staff is called so.`}
      hasAutofocus
      first={first === undefined ? null : { value: first.id, label: first.name }}
      search={search}
      found={found.data?.items.map(({ id, name }) => ({ value: id, label: name }))}
      onSearch={setSearch}
      {...field}
    />
  )
}
