import type { CommandTable } from './commands.ts'
import { t } from './words.ts'

export interface ListActions {
  move: (by: 1 | -1) => void
  open: (() => void) | undefined
}

export const listCommands: CommandTable<ListActions> = {
  scope: 'list',
  commands: [
    { id: 'list.next', title: t`Next in the list`, section: t`Lists`, keys: ['j'], run: (list) => list.move(1) },
    {
      id: 'list.previous',
      title: t`Previous in the list`,
      section: t`Lists`,
      keys: ['k'],
      run: (list) => list.move(-1),
    },
    {
      id: 'list.open',
      title: t`Open it`,
      section: t`Lists`,
      keys: ['Enter', 'o'],
      when: (list) => list.open !== undefined,
      run: (list) => list.open?.(),
    },
  ],
}
