import type { Condition } from '@bellwether/contract/condition.ts'
import { triedRuleMax, tryRule } from '@bellwether/contract/desk.ts'
import type { RuleEvent } from '@bellwether/contract/rule-events.ts'
import { Button } from '@mantine/core'
import { useWrite } from '../../call.write.ts'
import { plural } from '../../ui/figures.ts'
import { ProblemView } from '../../ui/problem-view.tsx'
import { t } from '../../ui/words.ts'
import styles from './rules.module.css'

interface RuleTrialProps {
  event: RuleEvent
  /** null while it is not whole. */
  where: Condition | null
}

/** To which tickets of the last month it would have applied; what is changed since is asked anew. */
export function RuleTrial({ event, where }: RuleTrialProps) {
  const trial = useWrite(tryRule, { refreshes: [], showsProblem: true })
  return (
    <div className={styles.trial}>
      <Button
        size="xs"
        variant="default"
        disabled={where === null}
        // One that is disabled meanwhile would lose the focus.
        onClick={() => where && !trial.isPending && trial.mutate({ body: { event, where } })}
      >
        {trial.isPending ? t`Looking through the last 30 days…` : t`Try it on the last 30 days`}
      </Button>
      {trial.error !== null && <ProblemView error={trial.error} />}
      {trial.data !== undefined && (
        <div role="status">
          <p>
            {t`It would have applied to ${trial.data.count} of ${trial.data.of > triedRuleMax ? t`the latest ${triedRuleMax}` : plural(trial.data.of, 'ticket')}, judged by how they are now. Nothing was done.`}
          </p>
          {trial.data.tickets.length > 0 && (
            <ul>
              {trial.data.tickets.map(({ id, number, subject }) => (
                <li key={id}>
                  <a href={`/tickets/${number}`} target="_blank" rel="noreferrer">
                    #{number} {subject}
                  </a>
                </li>
              ))}
              {trial.data.count > trial.data.tickets.length && (
                <li>{t`and ${trial.data.count - trial.data.tickets.length} more`}</li>
              )}
            </ul>
          )}
        </div>
      )}
    </div>
  )
}
