import type { CommandTable } from '../ui/commands.ts'

export const newTicketCommands: CommandTable<{ open: () => void }> = {
  scope: 'new-ticket',
  commands: [{ id: 'desk.new-ticket', title: 'New ticket', section: 'Queue', keys: ['n'], run: ({ open }) => open() }],
}
