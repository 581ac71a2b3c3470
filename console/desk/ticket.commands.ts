import type { Ticket } from '@bellwether/contract/desk.ts'
import type { CommandTable } from '../ui/commands.ts'
import { t } from '../ui/words.ts'

export interface TicketActions {
  ticket: Ticket
  myId: string | undefined
  claim: () => void
  write: (kind: 'reply' | 'note') => void
  give: () => void
  tag: () => void
  setFields: () => void
  prioritize: () => void
  snooze: () => void
  wake: () => void
  handOff: () => void
  withdraw: () => void
  merge: () => void
  link: () => void
  changeContact: () => void
  resolve: () => void
  document: () => void
  reopen: () => void
  follow: () => void
  spam: () => void
  trash: () => void
  restore: () => void
  up: () => void
  next: () => void
}

const isOpen = ({ ticket }: TicketActions): boolean => ticket.state === 'open'
const isRemoved = ({ ticket }: TicketActions): boolean => ticket.state === 'spam' || ticket.state === 'trash'
const isKept = (desk: TicketActions): boolean => !isRemoved(desk)
const section = t`Ticket`

export const ticketCommands: CommandTable<TicketActions> = {
  scope: 'ticket',
  commands: [
    {
      id: 'desk.claim',
      title: t`Claim the ticket`,
      section,
      keys: ['c'],
      when: (desk) => isOpen(desk) && desk.ticket.owner?.id !== desk.myId,
      run: (desk) => desk.claim(),
    },
    {
      id: 'desk.give',
      title: t`Give the ticket to somebody, or back to the queue`,
      section,
      keys: ['a'],
      when: isKept,
      run: (desk) => desk.give(),
    },
    { id: 'desk.tag', title: t`Change its tags`, section, keys: ['t'], when: isKept, run: (desk) => desk.tag() },
    {
      id: 'desk.set-fields',
      title: t`Change its fields`,
      section,
      keys: ['i'],
      when: isKept,
      run: (desk) => desk.setFields(),
    },
    {
      id: 'desk.prioritize',
      title: t`Change its priority`,
      section,
      keys: ['p'],
      when: isKept,
      run: (desk) => desk.prioritize(),
    },
    {
      id: 'desk.snooze',
      title: t`Snooze the ticket`,
      section,
      keys: ['z'],
      when: isOpen,
      run: (desk) => desk.snooze(),
    },
    {
      id: 'desk.wake',
      title: t`Bring the ticket back from snooze`,
      section,
      when: ({ ticket }) => ticket.snoozedUntil !== null,
      run: (desk) => desk.wake(),
    },
    {
      id: 'desk.reply',
      title: t`Reply to the customer`,
      section,
      keys: ['r'],
      when: (desk) => isOpen(desk) && !desk.ticket.isOurs,
      run: (desk) => desk.write('reply'),
    },
    { id: 'desk.note', title: t`Write an internal note`, section, keys: ['n'], run: (desk) => desk.write('note') },
    {
      id: 'desk.hand-off',
      title: t`Hand off to a team`,
      section,
      keys: ['h'],
      when: isOpen,
      run: (desk) => desk.handOff(),
    },
    {
      id: 'desk.withdraw',
      title: t`Take the question back from the team`,
      section,
      when: (desk) => desk.ticket.openHandOffs.length === 1,
      run: (desk) => desk.withdraw(),
    },
    {
      id: 'desk.merge',
      title: t`Merge into another ticket`,
      section,
      keys: ['m'],
      when: (desk) => isKept(desk) && desk.ticket.openHandOffs.length === 0,
      run: (desk) => desk.merge(),
    },
    {
      id: 'desk.link',
      title: t`Link to another ticket`,
      section,
      keys: ['l'],
      when: (desk) => isKept(desk) && desk.ticket.state !== 'merged',
      run: (desk) => desk.link(),
    },
    {
      id: 'desk.change-contact',
      title: t`Change the requester`,
      section,
      when: (desk) => isKept(desk) && desk.ticket.state !== 'merged',
      run: (desk) => desk.changeContact(),
    },
    {
      id: 'desk.resolve',
      title: t`Resolve the ticket`,
      section,
      keys: ['e'],
      when: isOpen,
      run: (desk) => desk.resolve(),
    },
    {
      id: 'desk.document',
      title: t`Say where the answer is written down`,
      section,
      keys: ['d'],
      when: (desk) => !isOpen(desk) && desk.ticket.isDocumented === false,
      run: (desk) => desk.document(),
    },
    {
      id: 'desk.reopen',
      title: t`Reopen the ticket`,
      section,
      when: ({ ticket }) => ticket.state === 'resolved',
      run: (desk) => desk.reopen(),
    },
    {
      id: 'desk.follow',
      title: t`Follow it, or follow it no more`,
      section,
      keys: ['F'],
      run: (desk) => desk.follow(),
    },
    {
      id: 'desk.spam',
      title: t`Move it to spam`,
      section,
      keys: ['!'],
      when: ({ ticket }) => ticket.state !== 'spam' && ticket.openHandOffs.length === 0,
      run: (desk) => desk.spam(),
    },
    {
      id: 'desk.trash',
      title: t`Move it to the trash`,
      section,
      keys: ['#'],
      when: ({ ticket }) => ticket.state !== 'trash' && ticket.openHandOffs.length === 0,
      run: (desk) => desk.trash(),
    },
    {
      id: 'desk.restore',
      title: t`Restore the ticket, as it was before`,
      section,
      keys: ['R'],
      when: isRemoved,
      run: (desk) => desk.restore(),
    },
    { id: 'desk.next', title: t`Next ticket by urgency`, section, keys: ['J'], run: (desk) => desk.next() },
    { id: 'desk.up', title: t`Back to the queue`, section, keys: ['Escape'], run: (desk) => desk.up() },
  ],
}
