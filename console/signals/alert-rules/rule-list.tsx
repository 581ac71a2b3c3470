import { type AlertRule, listAlertRules, pauseAlertRule, removeAlertRule } from '@bellwether/contract/signals.ts'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { ask } from '../../call.query.ts'
import { useWrite } from '../../call.write.ts'
import { Ago } from '../../ui/clock.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Mark, type MarkTone } from '../../ui/mark.tsx'
import { RemoveButton } from '../../ui/remove-button.tsx'
import { tx } from '../../ui/rich-words.tsx'
import { t } from '../../ui/words.ts'
import { kindNames, wordsOfTrigger } from './rule-words.ts'
import styles from './alert-rules.module.css'

const states: Readonly<Record<AlertRule['state'], { tone: MarkTone; words: string }>> = {
  firing: { tone: 'danger', words: t`fires` },
  quiet: { tone: 'good', words: t`quiet` },
  paused: { tone: 'plain', words: t`paused` },
  failing: { tone: 'warn', words: t`cannot look` },
  unseen: { tone: 'plain', words: t`looks soon` },
}

/** What people wrote that opens signals. */
export function RuleList({ canWrite, empty }: { canWrite: boolean; empty: ReactNode }) {
  const rules = useQuery(ask(listAlertRules))
  return (
    <Loaded query={rules} rows={4}>
      {({ items }) =>
        items.length === 0 ? (
          empty
        ) : (
          <ul className={styles.list} aria-label={t`Alert rules`}>
            {items.map((rule) => (
              <li key={rule.id}>
                <RuleRow rule={rule} />
                {canWrite && <Acts rule={rule} />}
              </li>
            ))}
          </ul>
        )
      }
    </Loaded>
  )
}

function RuleRow({ rule }: { rule: AlertRule }) {
  const { tone, words } = states[rule.state]
  return (
    <div className={styles.words}>
      <p className={styles.facts}>
        <Mark tone={tone}>{words}</Mark>
        <span>{kindNames[rule.trigger.kind]}</span>
        <span>{rule.level === 'page' ? t`wakes ${rule.team?.name ?? t`Support`}` : t`wakes nobody`}</span>
      </p>
      <Link to="/signals/rules/$id" params={{ id: rule.id }} className={styles.title}>
        {rule.name}
      </Link>
      <p className={styles.facts}>
        <span>{wordsOfTrigger(rule.trigger)}</span>
        <span>{rule.lastFiredAt === null ? t`has not fired` : tx`fired ${<Ago at={rule.lastFiredAt} />}`}</span>
      </p>
      {rule.failure !== null && <p className={styles.failure}>{rule.failure}</p>}
    </div>
  )
}

function Acts({ rule }: { rule: AlertRule }) {
  const pause = useWrite(pauseAlertRule, { refreshes: ['/api/signals'] })
  const isPaused = rule.state === 'paused'
  return (
    <div className={styles.acts}>
      <Button
        size="compact-xs"
        variant="default"
        loading={pause.isPending}
        onClick={() => pause.mutate({ params: { id: rule.id }, body: { isPaused: !isPaused } })}
        aria-label={isPaused ? t`Let ${rule.name} go on` : t`Pause ${rule.name}`}
      >
        {isPaused ? t`Go on` : t`Pause`}
      </Button>
      <RemoveButton
        name={rule.name}
        route={removeAlertRule}
        input={{ params: { id: rule.id } }}
        refreshes={['/api/signals']}
      >
        {t`It looks no more, and a signal of it that goes on ends. The signals that it opened, and its versions, stay.`}
      </RemoveButton>
    </div>
  )
}
