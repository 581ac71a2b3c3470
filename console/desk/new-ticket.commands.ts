import type { CommandTable } from '../ui/commands.ts'
import { t } from '../ui/words.ts'

export const newTicketCommands: CommandTable<{ open: () => void }> = {
  scope: 'new-ticket',
  commands: [
    { id: 'desk.new-ticket', title: t`New ticket`, section: t`Queue`, keys: ['n'], run: ({ open }) => open() },
  ],
}
