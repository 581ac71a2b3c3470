import { getDeployWindow } from '@bellwether/contract/pager.ts'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../call.query.ts'
import { Mark } from '../ui/mark.tsx'
import { t, translated } from '../ui/words.ts'
import styles from './rota-list.module.css'

const tones = { open: 'good', warned: 'warn', closed: 'danger', unknown: undefined } as const

/** Whether anybody would see it fail if something were deployed now, by what holds of all services. */
export function DeployLine() {
  const window = useQuery({
    ...ask(getDeployWindow, { query: { service: t`any service` } }),
    refetchInterval: 60_000,
  })
  if (window.data === undefined) return null
  const { verdict, line } = window.data
  const tone = tones[verdict]
  return (
    <p className={styles.standing}>
      <Mark {...(tone === undefined ? {} : { tone })}>{t`A deploy now`}</Mark> {translated(line)}
    </p>
  )
}
