import type { CommandTable } from '../ui/commands.ts'
import { t } from '../ui/words.ts'

export interface QueueActions {
  count: number
  selected: number
  /** The list is the spam or the trash. */
  isRemoved: boolean
  /** To the ticket that has the focus, on its page. */
  reply: () => void
  replyToMany: () => void
  claim: () => void
  give: () => void
  tag: () => void
  setFields: () => void
  prioritize: () => void
  snooze: () => void
  resolve: () => void
  spam: () => void
  trash: () => void
  restore: () => void
  preview: () => void
  select: () => void
  selectTo: () => void
  selectAll: () => void
  selectNone: () => void
}

const section = t`Queue`
const hasSome = ({ count }: QueueActions): boolean => count > 0
const hasKept = ({ count, isRemoved }: QueueActions): boolean => count > 0 && !isRemoved

/** What a queue does to the ticket that has the focus, or to all that are selected. */
export const queueCommands: CommandTable<QueueActions> = {
  scope: 'queue',
  commands: [
    {
      id: 'queue.reply',
      title: t`Open it and write a reply, or answer all that are selected`,
      section,
      keys: ['r'],
      when: (queue) => hasKept(queue) && (queue.selected > 0 || queue.count === 1),
      run: (queue) => (queue.selected > 0 ? queue.replyToMany() : queue.reply()),
    },
    {
      id: 'queue.claim',
      title: t`Claim the ticket, or all that are selected`,
      section,
      keys: ['c'],
      when: hasKept,
      run: (queue) => queue.claim(),
    },
    {
      id: 'queue.give',
      title: t`Give it to somebody, or back to the queue`,
      section,
      keys: ['a'],
      when: hasKept,
      run: (queue) => queue.give(),
    },
    { id: 'queue.tag', title: t`Change its tags`, section, keys: ['t'], when: hasKept, run: (queue) => queue.tag() },
    {
      id: 'queue.set-fields',
      title: t`Change its fields`,
      section,
      keys: ['i'],
      when: hasKept,
      run: (queue) => queue.setFields(),
    },
    {
      id: 'queue.prioritize',
      title: t`Change its priority`,
      section,
      keys: ['p'],
      when: hasKept,
      run: (queue) => queue.prioritize(),
    },
    { id: 'queue.snooze', title: t`Snooze it`, section, keys: ['z'], when: hasKept, run: (queue) => queue.snooze() },
    {
      id: 'queue.resolve',
      title: t`Resolve it`,
      section,
      keys: ['e'],
      when: hasKept,
      run: (queue) => queue.resolve(),
    },
    {
      id: 'queue.spam',
      title: t`Move it to spam`,
      section,
      keys: ['!'],
      when: hasSome,
      run: (queue) => queue.spam(),
    },
    {
      id: 'queue.trash',
      title: t`Move it to the trash`,
      section,
      keys: ['#'],
      when: hasSome,
      run: (queue) => queue.trash(),
    },
    {
      id: 'queue.restore',
      title: t`Restore it, as it was before`,
      section,
      keys: ['R'],
      when: ({ count, isRemoved }) => count > 0 && isRemoved,
      run: (queue) => queue.restore(),
    },
    {
      id: 'queue.preview',
      title: t`Preview the ticket beside the list, or close that`,
      section,
      keys: ['Space'],
      when: hasSome,
      run: (queue) => queue.preview(),
    },
    {
      id: 'queue.select',
      title: t`Select the ticket`,
      section,
      keys: ['x'],
      when: hasSome,
      run: (queue) => queue.select(),
    },
    {
      id: 'queue.select-to',
      title: t`Select from the last selected one to here`,
      section,
      keys: ['X'],
      when: hasSome,
      run: (queue) => queue.selectTo(),
    },
    {
      id: 'queue.select-all',
      title: t`Select all`,
      section,
      keys: ['mod+a'],
      when: hasSome,
      run: (queue) => queue.selectAll(),
    },
    {
      id: 'queue.select-none',
      title: t`Select none`,
      section,
      keys: ['Escape'],
      when: ({ selected }) => selected > 0,
      run: (queue) => queue.selectNone(),
    },
  ],
}
