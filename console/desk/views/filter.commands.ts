import type { CommandTable } from '../../ui/commands.ts'

export interface FilterActions {
  filter: () => void
  keep: (() => void) | undefined
  change: (() => void) | undefined
}

const section = 'Queue'

export const filterCommands: CommandTable<FilterActions> = {
  scope: 'filter',
  commands: [
    { id: 'queue.filter', title: 'Filter this list', section, keys: ['f'], run: (queue) => queue.filter() },
    {
      id: 'queue.keep',
      title: 'Keep this as a view',
      section,
      when: (queue) => queue.keep !== undefined,
      run: (queue) => queue.keep?.(),
    },
    {
      id: 'queue.change-view',
      title: 'Change this view',
      section,
      when: (queue) => queue.change !== undefined,
      run: (queue) => queue.change?.(),
    },
  ],
}
