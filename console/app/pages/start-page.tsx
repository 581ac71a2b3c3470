import { type FirstSteps, putFirstStepsAway } from '@bellwether/contract/installation.ts'
import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useWrite } from '../../call.write.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { plural } from '../../ui/figures.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { PageFrame } from '../../ui/page-frame.tsx'
import { tx } from '../../ui/rich-words.tsx'
import { t } from '../../ui/words.ts'
import { AddressStep } from '../first-steps/address-step.tsx'
import { EventsStep } from '../first-steps/events-step.tsx'
import { stepsLeft, useFirstSteps } from '../first-steps/first-steps.ts'
import { CustomersStep, OnCallStep, PeopleStep } from '../first-steps/other-steps.tsx'
import styles from './start-page.module.css'

export function StartPage() {
  const { steps, mayAsk } = useFirstSteps({ isWatched: true })
  if (!mayAsk) {
    return (
      <PageFrame title={t`First steps`}>
        <EmptyState icon="key" title={t`There are no first steps for you here`}>
          {t`They are for whoever may change the installation: Settings, People and teams shows who that is.`}
        </EmptyState>
      </PageFrame>
    )
  }
  return (
    <PageFrame
      title={t`First steps`}
      width="narrow"
      about={t`From an empty installation to the first mail and the first event. Each step ticks itself when the server has seen it; do them in any order.`}
    >
      <Loaded query={steps} rows={8}>
        {(loaded) => <Steps steps={loaded} />}
      </Loaded>
    </PageFrame>
  )
}

function Steps({ steps }: { steps: FirstSteps }) {
  const left = stepsLeft(steps)
  return (
    <>
      <p className={styles.left} role="status">
        {left === 0
          ? tx`Everything is done. Now ${<Link to="/desk">{t`answer your customers`}</Link>}.`
          : t`${plural(left, 'step is', 'steps are')} open.`}
      </p>
      <ol className={styles.steps} aria-label={t`First steps`}>
        <AddressStep steps={steps} />
        <EventsStep steps={steps} />
        <CustomersStep steps={steps} />
        <PeopleStep steps={steps} />
        <OnCallStep steps={steps} />
      </ol>
      <footer className={styles.foot}>{left > 0 && <PutAway isPutAway={steps.isPutAway} />}</footer>
    </>
  )
}

function PutAway({ isPutAway }: { isPutAway: boolean }) {
  const put = useWrite(putFirstStepsAway, { refreshes: ['/api/installation/first-steps'] })
  return (
    <>
      <Button
        size="xs"
        variant="default"
        loading={put.isPending}
        onClick={() => put.mutate({ body: { isPutAway: !isPutAway } })}
      >
        {isPutAway ? t`Show this list in the side bar again` : t`Put this list away`}
      </Button>
      <span>
        {isPutAway
          ? t`It is out of the side bar, for everybody.`
          : t`It leaves the side bar by itself when all is done.`}
      </span>
    </>
  )
}
