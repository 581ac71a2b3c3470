import type { Customer } from '@bellwether/contract/customers.ts'
import { listPeople } from '@bellwether/contract/people.ts'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { ask } from '../call.query.ts'
import { SearchSelect } from '../ui/search-select.tsx'
import { t } from '../ui/words.ts'

interface AccountManagerFieldProps {
  /** Who it is at first. */
  current: Customer['accountManager']
  value?: string | null
  onChange: (email: string | null) => void
  error?: ReactNode
}

/** Somebody on staff, by address. */
export function AccountManagerField({ current, ...field }: AccountManagerFieldProps) {
  const [search, setSearch] = useState('')
  const found = useQuery(ask(listPeople, { query: { ...(search === '' ? {} : { search }), limit: '50' } }))
  return (
    <SearchSelect
      label={t`Account manager`}
      description={t`Who on staff looks after them.`}
      placeholder={t`Nobody`}
      nothingFound={t`Nobody on staff is called so.`}
      isClearable
      first={current && optionOf(current)}
      search={search}
      found={found.data?.items.map(optionOf)}
      onSearch={setSearch}
      {...field}
    />
  )
}

const optionOf = ({ name, email }: { name: string; email: string }) => ({ value: email, label: `${name} <${email}>` })
