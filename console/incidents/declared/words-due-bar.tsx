import { listIncidents } from '@bellwether/contract/incidents-declared.ts'
import { getMe } from '@bellwether/contract/people.ts'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ask } from '../../call.query.ts'
import { useNow } from '../../ui/clock.tsx'
import { NoticeBar } from '../../ui/notice-bar.tsx'
import { useMay } from '../../use-may.ts'
import { t } from '../../ui/words.ts'
import { WordDue } from './word-due.tsx'
import styles from './words-due-bar.module.css'

const soonMs = 3 * 60_000

/** Words that whoever looks owes soon to those who wrote in about an incident, on every screen of theirs. */
export function WordsDueBar() {
  const mayRead = useMay('incidents.read')
  const me = useQuery(ask(getMe)).data?.person.id
  const now = useNow()
  const open = useQuery({
    ...ask(listIncidents, { query: { open: true, limit: 50 } }),
    enabled: mayRead,
    refetchInterval: 30_000,
  }).data?.items
  const due = (open ?? []).filter(
    ({ wordDueAt, liaison, declaredBy }) =>
      wordDueAt !== null && Date.parse(wordDueAt) - soonMs <= now && (liaison ?? declaredBy)?.id === me,
  )
  if (due.length === 0) return null
  return (
    <NoticeBar label={t`Words that are due`} icon="clock">
      <ul className={styles.words}>
        {due.map((incident) => (
          <li key={incident.id}>
            <Link to="/incidents/$id" params={{ id: incident.id }}>
              I{incident.number} {incident.title}
            </Link>
            <WordDue incident={incident} />
          </li>
        ))}
      </ul>
    </NoticeBar>
  )
}
