import { useLocalStorage } from '@mantine/hooks'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Icon } from '../ui/icon.tsx'
import { t } from '../ui/words.ts'
import { useDemoClock } from './demo-clock.tsx'
import { type DemoFacts, type DemoStep, nextStep, recoversAt, stepCount, stepsDone } from './demo-steps.ts'
import { useDemoFacts } from './use-demo-facts.ts'
import styles from './demo-banner.module.css'

/** One line with the next step of the story; whoever knows the way puts it away. */
export function Coach() {
  const facts = useDemoFacts()
  const [isAway, setIsAway] = useLocalStorage({ key: 'bellwether-coach-away', defaultValue: false })
  if (facts === undefined) return null
  if (isAway) {
    return (
      <button type="button" className={styles.quiet} onClick={() => setIsAway(false)}>
        {t`What next?`}
      </button>
    )
  }
  const step = nextStep(facts)
  return (
    <div className={styles.coach} role="status">
      {step === undefined ? <Finished /> : <Next step={step} facts={facts} />}
      <button
        type="button"
        className={styles.quiet}
        aria-label={t`Put the next step away`}
        onClick={() => setIsAway(true)}
      >
        <Icon name="cross" size={12} />
      </button>
    </div>
  )
}

function Finished() {
  return (
    <p>
      <strong>{t`You have finished.`}</strong> <Link to="/demo">{t`This is what happened`}</Link>
    </p>
  )
}

function Next({ step, facts }: { step: DemoStep; facts: DemoFacts }) {
  return (
    <>
      <p>
        <span className={styles.count}>{t`${Math.min(stepsDone(facts) + 1, stepCount)} of ${stepCount}`}</span>{' '}
        {step.path === undefined ? step.says : <Link to={step.path}>{step.says}</Link>}
      </p>
      <Hurry step={step} facts={facts} />
    </>
  )
}

/** Waiting is part of the story, and nobody has to. */
function Hurry({ step, facts }: { step: DemoStep; facts: DemoFacts }): ReactNode {
  const set = useDemoClock()
  const jumpsTo = recoversAt(facts)
  if (step.name === 'recovery' && jumpsTo !== undefined) {
    return (
      <button
        type="button"
        className={styles.hurry}
        disabled={set.isPending}
        onClick={() => set.mutate({ body: { speed: 1, jumpsTo: jumpsTo.toISOString() } })}
      >
        {t`Jump to recovery`}
      </button>
    )
  }
  if (step.name !== 'decision' || facts.report?.rollback?.state === 'declined') return null
  return (
    <button
      type="button"
      className={styles.hurry}
      disabled={set.isPending}
      onClick={() => set.mutate({ body: { speed: 10 } })}
    >
      {t`Play at 10×`}
    </button>
  )
}
