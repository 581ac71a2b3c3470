import type { CommandTable } from './commands.ts'

export interface ListActions {
  move: (by: 1 | -1) => void
  open: (() => void) | undefined
}

export const listCommands: CommandTable<ListActions> = {
  scope: 'list',
  commands: [
    { id: 'list.next', title: 'Next in the list', section: 'Lists', keys: ['j'], run: (list) => list.move(1) },
    { id: 'list.previous', title: 'Previous in the list', section: 'Lists', keys: ['k'], run: (list) => list.move(-1) },
    {
      id: 'list.open',
      title: 'Open',
      section: 'Lists',
      keys: ['Enter', 'o'],
      when: (list) => list.open !== undefined,
      run: (list) => list.open?.(),
    },
  ],
}
