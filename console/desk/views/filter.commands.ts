import type { CommandTable } from '../../ui/commands.ts'
import { t } from '../../ui/words.ts'

export interface FilterActions {
  filter: () => void
  keep: (() => void) | undefined
  change: (() => void) | undefined
}

const section = t`Queue`

export const filterCommands: CommandTable<FilterActions> = {
  scope: 'filter',
  commands: [
    { id: 'queue.filter', title: t`Filter this list`, section, keys: ['f'], run: (queue) => queue.filter() },
    {
      id: 'queue.keep',
      title: t`Keep this as a view`,
      section,
      when: (queue) => queue.keep !== undefined,
      run: (queue) => queue.keep?.(),
    },
    {
      id: 'queue.change-view',
      title: t`Change this view`,
      section,
      when: (queue) => queue.change !== undefined,
      run: (queue) => queue.change?.(),
    },
  ],
}
