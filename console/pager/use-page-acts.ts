import { acknowledgePage, escalatePage, type Page, resolvePage } from '@bellwether/contract/pager.ts'
import { useDisclosure } from '@mantine/hooks'
import { useWrite } from '../call.write.ts'
import { useMay } from '../use-may.ts'
import type { PageActions } from './page.commands.ts'

export const pageRefreshes = ['/api/pager', '/api/incidents']

/** What can be done to a page, by button and by key. */
export function usePageActs(page: Page, unfold: () => void) {
  const mayAct = useMay('pager.acknowledge')
  const [isSnoozing, snoozing] = useDisclosure(false)
  const how = { refreshes: pageRefreshes }
  const [acknowledge, escalate, resolve] = [
    useWrite(acknowledgePage, how),
    useWrite(escalatePage, how),
    useWrite(resolvePage, how),
  ]
  const input = { params: { id: page.id } }
  // A key that is held does it once.
  const actions: PageActions = {
    page,
    mayAct,
    acknowledge: () => !acknowledge.isPending && acknowledge.mutate(input),
    ringNext: () => !escalate.isPending && escalate.mutate(input),
    snooze: snoozing.open,
    end: () => !resolve.isPending && resolve.mutate(input),
    unfold,
  }
  const busy = { acknowledge: acknowledge.isPending, ringNext: escalate.isPending, end: resolve.isPending }
  return { actions, busy, snooze: { isOpen: isSnoozing, onClose: snoozing.close } }
}
