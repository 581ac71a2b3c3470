import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { Moment, useNow, useZone } from '../../ui/clock.tsx'
import { fieldValueOf, instantOfField } from '../../ui/instants.ts'
import { t } from '../../ui/words.ts'
import { snoozeChoices } from './snooze-choices.ts'
import styles from './time-choices.module.css'

interface TimeChoicesProps {
  about: string
  /** What choosing one does, in words. */
  action: string
  isBusy?: boolean
  /** An instant, ISO 8601 in UTC. */
  onChoose: (at: string) => void
}

/** Until when, or when; each choice shows the instant that it means. */
export function TimeChoices({ about, action, isBusy = false, onChoose }: TimeChoicesProps) {
  const now = useNow()
  const zone = useZone()
  const [own, setOwn] = useState('')
  const ownAt = own === '' ? null : instantOfField(own, zone)
  return (
    <div className={styles.form}>
      <p className={styles.about}>{about}</p>
      <ul className={styles.choices}>
        {snoozeChoices(now, zone).map(({ name, at }, index) => (
          <li key={name}>
            <Button
              variant="default"
              fullWidth
              justify="space-between"
              data-autofocus={index === 0 || undefined}
              disabled={isBusy}
              rightSection={
                <span className={styles.moment}>
                  <Moment at={at} />
                </span>
              }
              onClick={() => onChoose(new Date(at).toISOString())}
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
          if (ownAt !== null) onChoose(ownAt.toISOString())
        }}
      >
        <TextInput
          type="datetime-local"
          label={t`Another time`}
          min={fieldValueOf(now, zone)}
          value={own}
          onChange={(event) => setOwn(event.currentTarget.value)}
        />
        <Button type="submit" disabled={ownAt === null} loading={isBusy}>
          {action}
        </Button>
      </form>
    </div>
  )
}
