import { listTeams } from '@bellwether/contract/people.ts'
import type { Page } from '@bellwether/contract/pager-pages.ts'
import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../call.query.ts'
import { t } from '../ui/words.ts'
import styles from './page-filter.module.css'

/** Which pages a list shows; what is left out does not matter. */
export interface PageFilter {
  readonly state?: Page['state'] | undefined
  /** Slug of a team. */
  readonly team?: string | undefined
  /** Those that rang for whoever looks. */
  readonly to?: 'me' | undefined
}

interface PageFilterBarProps {
  filter: PageFilter
  onFilter: (filter: PageFilter) => void
}

const states = [
  { value: '', label: t`All` },
  { value: 'open', label: t`Nobody answered yet` },
  { value: 'acknowledged', label: t`Somebody has it` },
  { value: 'resolved', label: t`Ended` },
]

/** Chooses which pages are listed. */
export function PageFilterBar({ filter, onFilter }: PageFilterBarProps) {
  const teams = useQuery(ask(listTeams)).data?.items ?? []
  return (
    <div className={styles.bar}>
      <NativeSelect
        label={t`State`}
        data={states}
        value={filter.state ?? ''}
        onChange={({ currentTarget: { value } }) =>
          onFilter({ ...filter, state: value === '' ? undefined : (value as Page['state']) })
        }
      />
      <NativeSelect
        label={t`Team`}
        data={[{ value: '', label: t`All teams` }, ...teams.map(({ slug, name }) => ({ value: slug, label: name }))]}
        value={filter.team ?? ''}
        onChange={({ currentTarget: { value } }) => onFilter({ ...filter, team: value === '' ? undefined : value })}
      />
      <NativeSelect
        label={t`Rang for`}
        data={[
          { value: '', label: t`Anybody` },
          { value: 'me', label: t`Me` },
        ]}
        value={filter.to ?? ''}
        onChange={({ currentTarget: { value } }) => onFilter({ ...filter, to: value === 'me' ? 'me' : undefined })}
      />
    </div>
  )
}
