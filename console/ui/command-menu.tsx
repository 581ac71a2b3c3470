import { ActionIcon, Menu } from '@mantine/core'
import { type BoundCommand, findCommand } from './commands.ts'
import { Icon } from './icon.tsx'
import { KeyCaps } from './key-caps.tsx'
import { t } from './words.ts'

interface CommandMenuProps {
  commands: readonly BoundCommand[]
  ids: readonly string[]
}

/** Commands that are wanted less often; those that are off are left out, and so is the menu once all are. */
export function CommandMenu({ commands, ids }: CommandMenuProps) {
  const shown = ids.map((id) => findCommand(commands, id)).filter(({ isOn }) => isOn)
  if (shown.length === 0) return null
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <ActionIcon size={30} variant="default" aria-label={t`More to do`}>
          <Icon name="more" size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {shown.map(({ id, title, keys, run }) => (
          <Menu.Item key={id} onClick={run} rightSection={keys[0] !== undefined && <KeyCaps keys={keys[0]} />}>
            {title}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
