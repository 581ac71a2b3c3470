import { useDisclosure, useTimeout } from '@mantine/hooks'
import { lazy } from 'react'
import { CommandButton } from '../ui/command-button.tsx'
import { useCommands } from '../ui/command-keys.tsx'
import { OnceOpened } from '../ui/once-opened.tsx'
import { newTicketCommands } from './new-ticket.commands.ts'

const load = async () => ({ default: (await import('./new-ticket-dialog.tsx')).NewTicketDialog })
const NewTicketDialog = lazy(load)

/** The queue is there before its forms; by the time somebody takes a call they are, too. */
const loadAfterMs = 2000

export function NewTicketButton() {
  const [isOpen, dialog] = useDisclosure(false)
  const commands = useCommands(newTicketCommands, { open: dialog.open })
  useTimeout(() => void load(), loadAfterMs, { autoInvoke: true })
  return (
    <>
      <CommandButton commands={commands} id="desk.new-ticket" size="sm" />
      <OnceOpened isOpen={isOpen}>
        <NewTicketDialog isOpen={isOpen} onClose={dialog.close} />
      </OnceOpened>
    </>
  )
}
