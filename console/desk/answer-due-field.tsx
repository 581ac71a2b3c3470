import { proposeHandOff } from '@bellwether/contract/desk.ts'
import type { AnswerOf } from '@bellwether/contract/route.ts'
import { Input, SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ask } from '../call.query.ts'
import { Moment, useNow, useZone } from '../ui/clock.tsx'
import { dueOf, namedDueChoices, type DueChoice } from '../ui/due-choice.ts'
import { Mark } from '../ui/mark.tsx'
import { tx } from '../ui/rich-words.tsx'
import { t } from '../ui/words.ts'
import styles from './hand-off-card.module.css'

/** By the target of the team, in its hours, or by an instant. */
export type AnswerDue = DueChoice | 'target'

interface AnswerDueFieldProps {
  team: string | null
  isUrgent: boolean
  value: AnswerDue
  onChange: (value: AnswerDue) => void
  error: ReactNode
}

/** When the answer is wanted: what the team has set for itself, shown as the instant that it means now, or sooner. */
export function AnswerDueField({ team, isUrgent, value, onChange, error }: AnswerDueFieldProps) {
  const now = useNow()
  const zone = useZone()
  const proposal = useQuery({
    ...ask(proposeHandOff, { query: { team: team ?? '', isUrgent: String(isUrgent) } }),
    enabled: team !== null,
  })
  const chosen = value === 'target' ? proposal.data?.answerBy : dueOf(value, now, zone)
  return (
    <Input.Wrapper label={t`Answer due`} labelElement="div" error={error}>
      <div className={styles.due}>
        <SegmentedControl
          aria-label={t`Answer due`}
          data={[{ value: 'target', label: t`their target` }, ...namedDueChoices]}
          value={value}
          onChange={(next) => onChange(next)}
        />
        {chosen !== undefined && <span className={styles.soft}>{tx`by ${<Moment at={chosen} />}`}</span>}
      </div>
      {proposal.data !== undefined && <WhoIsThere proposal={proposal.data} chosen={chosen} />}
    </Input.Wrapper>
  )
}

interface WhoIsThereProps {
  proposal: AnswerOf<typeof proposeHandOff>
  /** When the answer is wanted. */
  chosen: string | number | undefined
}

/** "Infrastructure is closed until Mon 09:00 (Office hours). On call: Ines." */
function WhoIsThere({ proposal, chosen }: WhoIsThereProps) {
  const { team, opensAt, hours, onCall, people } = proposal
  if (people.length === 0)
    return (
      <p className={styles.soft} role="status">
        <Mark tone="warn" icon="warning" isSentence>
          {t`Nobody is in ${team.name}: nobody would be told.`}
        </Mark>
      </p>
    )
  const isBeforeOpening = opensAt !== null && chosen !== undefined && new Date(chosen) < new Date(opensAt)
  return (
    <p className={styles.soft} role="status">
      {opensAt === null
        ? t`${team.name} is at work now (${hours.name}).`
        : tx`${team.name} is closed until ${<Moment at={opensAt} />} (${hours.name}).`}{' '}
      {onCall.length > 0 && t`On call: ${onCall.map(({ name }) => name).join(', ')}.`}
      {isBeforeOpening && onCall.length === 0 && ` ${t`The answer would be due before anybody is there.`}`}
    </p>
  )
}
