import { type AlertSource, getRouting } from '@bellwether/contract/pager.ts'
import { listTeams } from '@bellwether/contract/people.ts'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../call.query.ts'
import { t } from '../../ui/words.ts'
import { outcomeWords, whenWords } from './routing-words.ts'
import styles from './routing.module.css'

/** The rules of a source in words, in their order; nothing where it has none. */
export function RoutingList({ source }: { source: AlertSource }) {
  const rules = useQuery(ask(getRouting, { params: { id: source.id } })).data?.rules ?? []
  const teams = useQuery(ask(listTeams)).data?.items ?? []
  const teamName = (id: string): string => teams.find((team) => team.id === id)?.name ?? t`a team that was removed`
  if (rules.length === 0) return null
  return (
    <ol className={styles.rules} aria-label={t`Rules for ${source.name} of ${source.team.name}`}>
      {rules.map((rule) => (
        <li key={rule.id}>
          <strong>{rule.name}</strong>: {whenWords(rule)} → {outcomeWords(rule, teamName)}
        </li>
      ))}
    </ol>
  )
}
