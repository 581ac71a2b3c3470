import { type FirstSteps, getFirstSteps, getInstallation } from '@bellwether/contract/installation.ts'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../call.query.ts'
import { useMay } from '../../use-may.ts'

/** The steps in their order; done is what the server has seen, never what somebody says. */
const isDoneBy = {
  address: ({ address }: FirstSteps) => address.isNamed && address.filed !== null,
  events: ({ events }: FirstSteps) => events.newest !== null,
  customers: ({ customers }: FirstSteps) => customers > 0,
  people: ({ people }: FirstSteps) => people > 1,
  onCall: ({ rotas, pagingTests }: FirstSteps) => rotas > 0 && pagingTests.answered === 'reached',
}
export type StepName = keyof typeof isDoneBy

export const isStepDone = (steps: FirstSteps, name: StepName): boolean => isDoneBy[name](steps)

export const stepsLeft = (steps: FirstSteps): number =>
  Object.values(isDoneBy).filter((isDone) => !isDone(steps)).length

/** What the server says of them, to those who may change the installation; asked again and again where `isWatched`. */
export function useFirstSteps({ isWatched = false } = {}) {
  const mayChange = useMay('installation.write')
  const installation = useQuery(ask(getInstallation))
  const mayAsk = mayChange && installation.data?.kind === 'regular'
  const steps = useQuery({ ...ask(getFirstSteps), enabled: mayAsk, ...(isWatched ? { refetchInterval: 2500 } : {}) })
  return { steps, mayAsk }
}

/** Whether the list has its place in the side bar: until all is done, or somebody put it away. */
export function useHasFirstSteps(): boolean {
  const { data } = useFirstSteps().steps
  return data !== undefined && !data.isPutAway && stepsLeft(data) > 0
}
