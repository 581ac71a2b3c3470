import type { Ticket } from '@bellwether/contract/desk.ts'
import type { CommandTable } from '../ui/commands.ts'

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
const section = 'Ticket'

export const ticketCommands: CommandTable<TicketActions> = {
  scope: 'ticket',
  commands: [
    {
      id: 'desk.claim',
      title: 'Claim the ticket',
      section,
      keys: ['c'],
      when: (desk) => isOpen(desk) && desk.ticket.owner?.id !== desk.myId,
      run: (desk) => desk.claim(),
    },
    {
      id: 'desk.give',
      title: 'Give the ticket to somebody, or back to the queue',
      section,
      keys: ['a'],
      when: isKept,
      run: (desk) => desk.give(),
    },
    { id: 'desk.tag', title: 'Change its tags', section, keys: ['t'], when: isKept, run: (desk) => desk.tag() },
    {
      id: 'desk.set-fields',
      title: 'Change its fields',
      section,
      keys: ['i'],
      when: isKept,
      run: (desk) => desk.setFields(),
    },
    {
      id: 'desk.prioritize',
      title: 'Change its priority',
      section,
      keys: ['p'],
      when: isKept,
      run: (desk) => desk.prioritize(),
    },
    {
      id: 'desk.snooze',
      title: 'Snooze the ticket',
      section,
      keys: ['z'],
      when: isOpen,
      run: (desk) => desk.snooze(),
    },
    {
      id: 'desk.wake',
      title: 'Bring the ticket back from snooze',
      section,
      when: ({ ticket }) => ticket.snoozedUntil !== null,
      run: (desk) => desk.wake(),
    },
    {
      id: 'desk.reply',
      title: 'Reply to the customer',
      section,
      keys: ['r'],
      when: (desk) => isOpen(desk) && !desk.ticket.isOurs,
      run: (desk) => desk.write('reply'),
    },
    { id: 'desk.note', title: 'Write an internal note', section, keys: ['n'], run: (desk) => desk.write('note') },
    {
      id: 'desk.hand-off',
      title: 'Hand off to a team',
      section,
      keys: ['h'],
      when: isOpen,
      run: (desk) => desk.handOff(),
    },
    {
      id: 'desk.withdraw',
      title: 'Take the question back from the team',
      section,
      when: (desk) => desk.ticket.openHandOffs.length === 1,
      run: (desk) => desk.withdraw(),
    },
    {
      id: 'desk.merge',
      title: 'Merge into another ticket',
      section,
      keys: ['m'],
      when: (desk) => isKept(desk) && desk.ticket.openHandOffs.length === 0,
      run: (desk) => desk.merge(),
    },
    {
      id: 'desk.link',
      title: 'Link to another ticket',
      section,
      keys: ['l'],
      when: (desk) => isKept(desk) && desk.ticket.state !== 'merged',
      run: (desk) => desk.link(),
    },
    {
      id: 'desk.change-contact',
      title: 'Change the requester',
      section,
      when: (desk) => isKept(desk) && desk.ticket.state !== 'merged',
      run: (desk) => desk.changeContact(),
    },
    {
      id: 'desk.resolve',
      title: 'Resolve the ticket',
      section,
      keys: ['e'],
      when: isOpen,
      run: (desk) => desk.resolve(),
    },
    {
      id: 'desk.document',
      title: 'Say where the answer is written down',
      section,
      keys: ['d'],
      when: (desk) => !isOpen(desk) && desk.ticket.isDocumented === false,
      run: (desk) => desk.document(),
    },
    {
      id: 'desk.reopen',
      title: 'Reopen the ticket',
      section,
      when: ({ ticket }) => ticket.state === 'resolved',
      run: (desk) => desk.reopen(),
    },
    {
      id: 'desk.follow',
      title: 'Follow it, or follow it no more',
      section,
      keys: ['F'],
      run: (desk) => desk.follow(),
    },
    {
      id: 'desk.spam',
      title: 'Move it to spam',
      section,
      keys: ['!'],
      when: ({ ticket }) => ticket.state !== 'spam' && ticket.openHandOffs.length === 0,
      run: (desk) => desk.spam(),
    },
    {
      id: 'desk.trash',
      title: 'Move it to the trash',
      section,
      keys: ['#'],
      when: ({ ticket }) => ticket.state !== 'trash' && ticket.openHandOffs.length === 0,
      run: (desk) => desk.trash(),
    },
    {
      id: 'desk.restore',
      title: 'Restore the ticket, as it was before',
      section,
      keys: ['R'],
      when: isRemoved,
      run: (desk) => desk.restore(),
    },
    { id: 'desk.next', title: 'Next ticket by urgency', section, keys: ['J'], run: (desk) => desk.next() },
    { id: 'desk.up', title: 'Back to the queue', section, keys: ['Escape'], run: (desk) => desk.up() },
  ],
}
