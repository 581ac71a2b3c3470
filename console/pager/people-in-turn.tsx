import type { RotaLayer } from '@bellwether/contract/pager.ts'
import { listPeople } from '@bellwether/contract/people.ts'
import { MultiSelect } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { ask } from '../call.query.ts'
import { t } from '../ui/words.ts'

interface PeopleInTurnProps {
  /** Where they take no turns. */
  label?: string
  /** Those who are chosen at first. */
  people: RotaLayer['people']
  value: string[]
  onChange: (ids: string[]) => void
  error?: ReactNode
}

/** People of whom there may be more than a list can show: they are found by what is typed. */
export function PeopleInTurn({ label, people: first, value, onChange, error }: PeopleInTurnProps) {
  const [typed, setTyped] = useState('')
  const [search] = useDebouncedValue(typed.trim(), 200)
  const [chosen, setChosen] = useState(first)
  const found = useQuery({
    ...ask(listPeople, { query: { ...(search === '' ? {} : { search }), limit: '50' } }),
    placeholderData: keepPreviousData,
  })
  const others = (found.data?.items ?? []).filter(({ id }) => !chosen.some((one) => one.id === id))
  const known = [...chosen, ...others]
  return (
    <MultiSelect
      label={label ?? t`People, in turn`}
      description={label === undefined ? t`They take turns in the order in which they are chosen.` : undefined}
      data={known.map(({ id, name }) => ({ value: id, label: name }))}
      searchable
      searchValue={typed}
      onSearchChange={setTyped}
      nothingFoundMessage={t`Nobody on staff is called so.`}
      value={value}
      onChange={(ids) => {
        setChosen(ids.flatMap((id) => known.find((one) => one.id === id) ?? []))
        onChange(ids)
      }}
      error={error}
    />
  )
}
