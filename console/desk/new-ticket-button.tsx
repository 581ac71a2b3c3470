import { useDisclosure } from '@mantine/hooks'
import { lazy } from 'react'
import { CommandButton } from '../ui/command-button.tsx'
import { useCommands } from '../ui/command-keys.tsx'
import { newTicketCommands } from './new-ticket.commands.ts'
import { OnceOpened } from '../ui/once-opened.tsx'

const NewTicketDialog = lazy(async () => ({ default: (await import('./new-ticket-dialog.tsx')).NewTicketDialog }))

export function NewTicketButton() {
  const [isOpen, dialog] = useDisclosure(false)
  const commands = useCommands(newTicketCommands, { open: dialog.open })
  return (
    <>
      <CommandButton commands={commands} id="desk.new-ticket" />
      <OnceOpened isOpen={isOpen}>
        <NewTicketDialog isOpen={isOpen} onClose={dialog.close} />
      </OnceOpened>
    </>
  )
}
