import { Button, Tooltip, type ButtonProps } from '@mantine/core'
import type { ReactNode } from 'react'
import { findCommand, type BoundCommand } from './commands.ts'
import { KeyCaps } from './key-caps.tsx'

interface CommandButtonProps extends ButtonProps {
  commands: readonly BoundCommand[]
  id: string
  /** Shorter words than the title of the command. */
  children?: ReactNode
}

/** A button for a command: its title and key come from the table; gone when the command is off. */
export function CommandButton({ commands, id, children, ...button }: CommandButtonProps) {
  const command = findCommand(commands, id)
  if (!command.isOn) return null
  const keys = command.keys[0]
  return (
    <Tooltip
      label={
        <span style={{ display: 'inline-flex', gap: 8, alignItems: 'center' }}>
          {command.title} {keys !== undefined && <KeyCaps keys={keys} />}
        </span>
      }
    >
      <Button variant="default" size="xs" {...button} onClick={command.run} aria-keyshortcuts={keys}>
        {children ?? command.title}
      </Button>
    </Tooltip>
  )
}
