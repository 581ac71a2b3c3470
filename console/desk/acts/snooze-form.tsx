import { ProblemError } from '../../call.ts'
import { fieldProblemsOf } from '../../ui/field-problems.ts'
import { ProblemView } from '../../ui/problem-view.tsx'
import { t } from '../../ui/words.ts'
import type { ActFormProps } from './act-form.ts'
import { TimeChoices } from './time-choices.tsx'
import { useAct } from './use-act.tsx'
import { wakesEarlier } from './wake-words.ts'

/** Until when it is out of the queue. */
export function SnoozeForm({ acted, onDone }: ActFormProps) {
  const act = useAct({ onDone, showsProblem: true })
  const isOne = 'ids' in acted.tickets && acted.tickets.ids.length === 1
  const refusal = act.error instanceof ProblemError ? fieldProblemsOf(act.error.problem)['until'] : undefined
  return (
    <div style={{ display: 'grid', gap: 14 }}>
      {act.error !== null && refusal === undefined && <ProblemView error={act.error} />}
      {refusal !== undefined && (
        <p role="alert" style={{ color: 'var(--danger)' }}>
          {refusal}
        </p>
      )}
      <TimeChoices
        about={t`${isOne ? t`It comes` : t`They come`} back at that time, or earlier: ${wakesEarlier}.`}
        action={t`Snooze`}
        isBusy={act.isBusy}
        onChoose={(until) => act.run({ kind: 'snooze', until }, acted.tickets)}
      />
    </div>
  )
}
