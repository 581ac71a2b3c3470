import type { CommandTable } from '../ui/commands.ts'

export interface QueueActions {
  count: number
  claim: () => void
  select: () => void
}

export const queueCommands: CommandTable<QueueActions> = {
  scope: 'queue',
  commands: [
    {
      id: 'queue.claim',
      title: 'Claim the ticket, or all that are selected',
      section: 'Queue',
      keys: ['c'],
      when: (queue) => queue.count > 0,
      run: (queue) => queue.claim(),
    },
    {
      id: 'queue.select',
      title: 'Select the ticket',
      section: 'Queue',
      keys: ['x'],
      when: (queue) => queue.count > 0,
      run: (queue) => queue.select(),
    },
  ],
}
