import { listPeople } from '@bellwether/contract/people.ts'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { ask } from './call.query.ts'
import { SearchSelect } from './ui/search-select.tsx'
import { t } from './ui/words.ts'

interface Person {
  readonly id: string
  readonly name: string
}

interface StaffFieldProps {
  label: string
  value: string | null
  onChange: (id: string | null) => void
  error: ReactNode
  /** What it means that nobody is chosen. */
  placeholder?: string
  isClearable?: boolean
  /** Who is chosen at first. */
  first?: Person | undefined
  /** Who comes first in the list. */
  before?: readonly Person[]
}

/** Somebody on staff, found by what is typed. */
export function StaffField({ first, before = [], ...field }: StaffFieldProps) {
  const [search, setSearch] = useState('')
  const found = useQuery(ask(listPeople, { query: { ...(search === '' ? {} : { search }), limit: '50' } }))
  const people = [...(search === '' ? before : []), ...(found.data?.items ?? [])]
  const offered = [...new Map(people.map(({ id, name }) => [id, name]))]
  return (
    <SearchSelect
      nothingFound={t`Nobody on staff is called so.`}
      hasAutofocus
      first={first === undefined ? null : { value: first.id, label: first.name }}
      search={search}
      found={found.data && offered.map(([value, label]) => ({ value, label }))}
      onSearch={setSearch}
      {...field}
    />
  )
}
