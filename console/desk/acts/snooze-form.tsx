import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { Moment, useNow, useZone } from '../../ui/clock.tsx'
import { fieldProblemsOf } from '../../ui/field-problems.ts'
import { fieldValueOf, instantOfField } from '../../ui/instants.ts'
import { ProblemError } from '../../call.ts'
import { ProblemView } from '../../ui/problem-view.tsx'
import type { ActFormProps } from './act-form.ts'
import { snoozeChoices } from './snooze-choices.ts'
import styles from './snooze-form.module.css'
import { useAct } from './use-act.tsx'

/** Until when; each choice shows the instant that it means. */
export function SnoozeForm({ acted, onDone }: ActFormProps) {
  const now = useNow()
  const zone = useZone()
  const act = useAct({ onDone, showsProblem: true })
  const [own, setOwn] = useState('')
  const snooze = (at: number | Date): void =>
    act.run({ kind: 'snooze', until: new Date(at).toISOString() }, acted.tickets)
  const ownAt = own === '' ? null : instantOfField(own, zone)
  const refusal = act.error instanceof ProblemError ? fieldProblemsOf(act.error.problem)['until'] : undefined
  return (
    <div className={styles.form}>
      <p className={styles.about}>
        It comes back then; before that with any word on it, and half an hour before the customer is owed one.
      </p>
      {act.error !== null && refusal === undefined && <ProblemView error={act.error} />}
      {refusal !== undefined && (
        <p role="alert" className={styles.refusal}>
          {refusal}
        </p>
      )}
      <ul className={styles.choices}>
        {snoozeChoices(now, zone).map(({ name, at }, index) => (
          <li key={name}>
            <Button
              variant="default"
              fullWidth
              justify="space-between"
              data-autofocus={index === 0 || undefined}
              disabled={act.isBusy}
              rightSection={
                <span className={styles.moment}>
                  <Moment at={at} />
                </span>
              }
              onClick={() => snooze(at)}
            >
              {name}
            </Button>
          </li>
        ))}
      </ul>
      <form
        className={styles.own}
        onSubmit={(event) => {
          event.preventDefault()
          if (ownAt !== null) snooze(ownAt)
        }}
      >
        <TextInput
          type="datetime-local"
          label="Another time"
          min={fieldValueOf(now, zone)}
          value={own}
          onChange={(event) => setOwn(event.currentTarget.value)}
        />
        <Button type="submit" disabled={ownAt === null} loading={act.isBusy}>
          Snooze
        </Button>
      </form>
    </div>
  )
}
