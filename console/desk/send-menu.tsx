import type { Ticket } from '@bellwether/contract/desk.ts'
import { ActionIcon, Menu } from '@mantine/core'
import { lazy, useRef, useState } from 'react'
import { useCommands } from '../ui/command-keys.tsx'
import { Icon } from '../ui/icon.tsx'
import { KeyCaps } from '../ui/key-caps.tsx'
import { OnceOpened } from '../ui/once-opened.tsx'
import { t } from '../ui/words.ts'
import type { EvidenceLink } from './hand-off-dialog.tsx'
import { sendCommands } from './send.commands.ts'
import type { SendDialog, SendWay } from './send-dialogs.tsx'

// Not of the first load: they are opened from the menu.
const SendDialogs = lazy(async () => ({ default: (await import('./send-dialogs.tsx')).SendDialogs }))

const dialogClosesMs = 250

interface SendMenuProps {
  ticket: Ticket
  evidenceLink: EvidenceLink | null
  isDisabled: boolean
  onSend: (way: SendWay) => void
}

/** Sends with what comes then in one, later, or at once. */
export function SendMenu({ ticket, evidenceLink, isDisabled, onSend }: SendMenuProps) {
  const [dialog, setDialog] = useState<SendDialog | null>(null)
  const button = useRef<HTMLButtonElement>(null)
  // The item of the menu that opened it is gone.
  const close = (): void => {
    setDialog(null)
    setTimeout(() => button.current?.focus(), dialogClosesMs)
  }
  const send = (way: SendWay): void => {
    setDialog(null)
    onSend(way)
  }
  const commands = useCommands(sendCommands, {
    canSend: !isDisabled,
    ask: setDialog,
    sendAtOnce: () => send({ sendAt: null }),
  })
  return (
    <>
      <Menu position="top-end">
        <Menu.Target>
          <ActionIcon ref={button} size={30} variant="default" aria-label={t`Other ways to send`} disabled={isDisabled}>
            <Icon name="more" size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {commands.map(({ id, title, keys, run }) => (
            <Menu.Item key={id} onClick={run} rightSection={<KeyCaps keys={keys[0]!} />} aria-keyshortcuts={keys[0]}>
              {title}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <OnceOpened isOpen={dialog !== null}>
        <SendDialogs ticket={ticket} evidenceLink={evidenceLink} dialog={dialog} onClose={close} onSend={send} />
      </OnceOpened>
    </>
  )
}
