import type { Page } from '@bellwether/contract/pager.ts'
import type { CommandTable } from '../ui/commands.ts'
import { t } from '../ui/words.ts'

export interface PageActions {
  page: Pick<Page, 'state' | 'team'>
  mayAct: boolean
  acknowledge: () => void
  ringNext: () => void
  snooze: () => void
  end: () => void
  unfold: () => void
}

const section = t`Pages`
const isStanding = ({ page, mayAct }: PageActions): boolean => mayAct && page.state !== 'resolved'
const isOpen = ({ page, mayAct }: PageActions): boolean => mayAct && page.state === 'open'

/** What can be done to a page: by the keys that the queue has for the like. */
export const pageCommands: CommandTable<PageActions> = {
  scope: 'pages',
  commands: [
    {
      id: 'page.acknowledge',
      title: t`Acknowledge the page`,
      section,
      keys: ['a'],
      when: isOpen,
      run: (actions) => actions.acknowledge(),
    },
    {
      id: 'page.ring-next',
      title: t`Ring the next step now`,
      section,
      keys: ['n'],
      when: (actions) => isOpen(actions) && actions.page.team !== null,
      run: (actions) => actions.ringNext(),
    },
    {
      id: 'page.snooze',
      title: t`Snooze the page`,
      section,
      keys: ['z'],
      when: (actions) => isStanding(actions) && actions.page.team !== null,
      run: (actions) => actions.snooze(),
    },
    { id: 'page.end', title: t`End the page`, section, keys: ['e'], when: isStanding, run: (actions) => actions.end() },
    {
      id: 'page.unfold',
      title: t`Show what happened to the page, or fold it`,
      section,
      keys: ['Space'],
      run: (actions) => actions.unfold(),
    },
  ],
}
