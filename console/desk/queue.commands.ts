import type { CommandTable } from '../ui/commands.ts'

export interface QueueActions {
  count: number
  selected: number
  claim: () => void
  give: () => void
  tag: () => void
  snooze: () => void
  resolve: () => void
  select: () => void
  selectTo: () => void
  selectAll: () => void
  selectNone: () => void
}

const section = 'Queue'
const hasSome = ({ count }: QueueActions): boolean => count > 0

/** What a queue does to the ticket that has the focus, or to all that are selected. */
export const queueCommands: CommandTable<QueueActions> = {
  scope: 'queue',
  commands: [
    {
      id: 'queue.claim',
      title: 'Claim the ticket, or all that are selected',
      section,
      keys: ['c'],
      when: hasSome,
      run: (queue) => queue.claim(),
    },
    {
      id: 'queue.give',
      title: 'Give it to somebody, or back to the queue',
      section,
      keys: ['a'],
      when: hasSome,
      run: (queue) => queue.give(),
    },
    { id: 'queue.tag', title: 'Change its tags', section, keys: ['t'], when: hasSome, run: (queue) => queue.tag() },
    { id: 'queue.snooze', title: 'Snooze it', section, keys: ['z'], when: hasSome, run: (queue) => queue.snooze() },
    {
      id: 'queue.resolve',
      title: 'Resolve it',
      section,
      keys: ['e'],
      when: hasSome,
      run: (queue) => queue.resolve(),
    },
    {
      id: 'queue.select',
      title: 'Select the ticket',
      section,
      keys: ['x'],
      when: hasSome,
      run: (queue) => queue.select(),
    },
    {
      id: 'queue.select-to',
      title: 'Select from the last selected one to here',
      section,
      keys: ['X'],
      when: hasSome,
      run: (queue) => queue.selectTo(),
    },
    {
      id: 'queue.select-all',
      title: 'Select all',
      section,
      keys: ['mod+a'],
      when: hasSome,
      run: (queue) => queue.selectAll(),
    },
    {
      id: 'queue.select-none',
      title: 'Select none',
      section,
      keys: ['Escape'],
      when: ({ selected }) => selected > 0,
      run: (queue) => queue.selectNone(),
    },
  ],
}
