import { useDisclosure } from '@mantine/hooks'
import { CommandButton } from '../ui/command-button.tsx'
import { useCommands } from '../ui/command-keys.tsx'
import { newTicketCommands } from './new-ticket.commands.ts'
import { NewTicketDialog } from './new-ticket-dialog.tsx'

export function NewTicketButton() {
  const [isOpen, dialog] = useDisclosure(false)
  const commands = useCommands(newTicketCommands, { open: dialog.open })
  return (
    <>
      <CommandButton commands={commands} id="desk.new-ticket" />
      <NewTicketDialog isOpen={isOpen} onClose={dialog.close} />
    </>
  )
}
