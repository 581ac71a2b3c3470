import { Select } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { type ReactNode, useState } from 'react'
import { t } from './words.ts'

interface Option {
  readonly value: string
  readonly label: string
}

interface SearchSelectProps {
  label: string
  /** What stands beside it says what it is. */
  isLabelHidden?: boolean
  description?: string
  placeholder?: string
  nothingFound: string
  isClearable?: boolean
  hasAutofocus?: boolean
  /** What is chosen at first. */
  first: Option | null
  /** What was searched for, and what was found; undefined while it is looked for. */
  search: string
  found: readonly Option[] | undefined
  onSearch: (text: string) => void
  value?: string | null
  onChange: (value: string | null) => void
  error?: ReactNode
}

/** One of more than a list can show, found by what is typed: nothing is offered that was found by something else. */
export function SearchSelect(props: SearchSelectProps) {
  const { first, search, found, onSearch, value = null, onChange, nothingFound } = props
  const [typed, setTyped] = useState('')
  const [chosen, setChosen] = useState(first)
  const searchSoon = useDebouncedCallback(onSearch, 200)
  // The text of what is chosen stands in the field: it is no search.
  const wanted = typed === chosen?.label ? '' : typed.trim()
  const offered = search === wanted ? found : undefined
  const options = new Map([...(chosen === null ? [] : [chosen]), ...(offered ?? [])].map((one) => [one.value, one]))
  return (
    <Select
      {...(props.isLabelHidden ? { 'aria-label': props.label } : { label: props.label })}
      description={props.description}
      placeholder={props.placeholder}
      data={[...options.values()]}
      filter={({ options: all }) => all}
      searchable
      clearable={props.isClearable ?? false}
      data-autofocus={props.hasAutofocus}
      onSearchChange={(text) => {
        setTyped(text)
        searchSoon(text === chosen?.label ? '' : text.trim())
      }}
      nothingFoundMessage={offered === undefined ? t`Looking…` : nothingFound}
      value={value}
      onChange={(next) => {
        setChosen(options.get(next ?? '') ?? null)
        onChange(next)
      }}
      error={props.error}
    />
  )
}
