import { type RoutingRule, triedAlertsMax, tryRouting } from '@bellwether/contract/pager.ts'
import type { AnswerOf } from '@bellwether/contract/route.ts'
import { Button } from '@mantine/core'
import { useWrite } from '../../call.write.ts'
import { plural } from '../../ui/figures.ts'
import { ProblemView } from '../../ui/problem-view.tsx'
import { t } from '../../ui/words.ts'
import styles from './routing.module.css'

const hours = 24

/** What rules would have done with the alerts of the last day; what is changed since is asked anew. */
export function RoutingTrial({ sourceId, rules }: { sourceId: string; rules: RoutingRule[] }) {
  const trial = useWrite(tryRouting, { refreshes: [], showsProblem: true })
  return (
    <div className={styles.trial}>
      <Button
        size="xs"
        variant="default"
        style={{ justifySelf: 'start' }}
        // One that is disabled meanwhile would lose the focus.
        onClick={() => !trial.isPending && trial.mutate({ params: { id: sourceId }, body: { rules, hours } })}
      >
        {t`Try it on the last 24 hours`}
      </Button>
      {trial.error !== null && <ProblemView error={trial.error} />}
      {trial.data !== undefined && <Tried answer={trial.data} rules={rules} />}
    </div>
  )
}

type Answer = AnswerOf<typeof tryRouting>

function Tried({ answer, rules }: { answer: Answer; rules: readonly RoutingRule[] }) {
  const { alerts, isCut, would, were, byNone } = answer
  return (
    <div role="status">
      <p>
        {isCut ? t`Only the latest ${triedAlertsMax} alerts were looked at.` : t`${plural(alerts, 'alert')} came.`}{' '}
        <strong>{t`It would have been ${plural(would.pages, 'page')}; it was ${were.pages}.`}</strong>{' '}
        {t`Nothing was done.`}
      </p>
      <ul>
        {would.ofTeams.map(({ team, high, low }) => (
          <li key={team.id}>{t`For ${team.name}: ${high} at any hour, ${low} that can wait.`}</li>
        ))}
        <li>{t`Alerts that would have paged nobody: ${would.quiet}; it was ${were.quiet}.`}</li>
        {answer.rules.map((fitting, place) => (
          // Answers come in the order of the rules.
          <Fitting key={place} name={rules[place]?.name ?? ''} {...fitting} />
        ))}
        <Fitting name={t`No rule`} {...byNone} />
      </ul>
    </div>
  )
}

const Fitting = ({ name, alerts, titles }: { name: string; alerts: number; titles: readonly string[] }) => (
  <li>
    {t`${name}: ${plural(alerts, 'alert')}`}
    {titles.length > 0 && ` (${titles.slice(0, 3).join(' · ')}${alerts > 3 ? ' …' : ''})`}
  </li>
)
