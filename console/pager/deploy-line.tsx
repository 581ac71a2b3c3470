import { type DeployWindow, getDeployWindow } from '@bellwether/contract/pager.ts'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../call.query.ts'
import { Moment } from '../ui/clock.tsx'
import { Mark } from '../ui/mark.tsx'
import { tx } from '../ui/rich-words.tsx'
import { t } from '../ui/words.ts'
import styles from './rota-list.module.css'

const tones = { open: 'good', warned: 'warn', closed: 'danger', unknown: 'plain' } as const
const verdicts: Readonly<Record<DeployWindow['verdict'], string>> = {
  open: t`A deploy now may go`,
  warned: t`A deploy now: think twice`,
  closed: t`A deploy now is refused`,
  unknown: t`A deploy now: not known`,
}

/** As no pipeline calls one: what holds of all services holds of it. */
const anyService = '*'

/** Whether anybody would see it fail if something were deployed now, by what holds of all services. */
export function DeployLine() {
  const window = useQuery({
    ...ask(getDeployWindow, { query: { service: anyService } }),
    refetchInterval: 60_000,
  })
  if (window.data === undefined) return null
  return (
    <p className={styles.standing}>
      <Mark tone={tones[window.data.verdict]} isSentence>
        {verdicts[window.data.verdict]}
      </Mark>{' '}
      <Why window={window.data} />
    </p>
  )
}

/** What a pipeline reads, on the clock of the reader. */
function Why({ window: { verdict, rule, watchedHours, coverEndsAt, nextEyesAt, opensAt } }: { window: DeployWindow }) {
  if (verdict === 'unknown')
    return t`No rota watches customers. Add one whose work does, and deploys know who would see them fail.`
  const watched = Math.round(watchedHours * 10) / 10
  const some = t`Somebody watches customers in ${watched} of the next ${rule.hours} hours`
  if (verdict === 'open') return `${some}.`
  return (
    <>
      {coverEndsAt === null ? t`Nobody watches customers now` : tx`${some}, until ${<Moment at={coverEndsAt} />}`}.{' '}
      {nextEyesAt !== null && <>{tx`The next look at ${<Moment at={nextEyesAt} />}.`} </>}
      {opensAt !== null && opensAt !== nextEyesAt && tx`It may go from ${<Moment at={opensAt} />} on.`}
    </>
  )
}
