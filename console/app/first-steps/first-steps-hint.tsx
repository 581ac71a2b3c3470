import { Link } from '@tanstack/react-router'
import { t } from '../../ui/words.ts'
import { isStepDone, type StepName, useFirstSteps } from './first-steps.ts'

/** Where a list is empty since a first step is open: where it is said what to do, to those who may. */
export function FirstStepsHint({ step }: { step: StepName }) {
  const { data } = useFirstSteps().steps
  if (data === undefined || isStepDone(data, step)) return null
  return (
    <>
      {' '}
      <Link to="/start">{t`The first steps say how they get here.`}</Link>
    </>
  )
}
