import { getMe } from '@bellwether/contract/people.ts'
import { Menu, useMantineColorScheme } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ask } from '../call.query.ts'
import { useNow, useZone } from '../ui/clock.tsx'
import { findCommand, type BoundCommand } from '../ui/commands.ts'
import { Icon } from '../ui/icon.tsx'
import { dayOf, minuteOf } from '../ui/instants.ts'
import { KeyCaps } from '../ui/key-caps.tsx'
import { t } from '../ui/words.ts'
import { OfflineMark } from './offline-mark.tsx'
import styles from './side-foot.module.css'

const colourWords = { auto: t`automatic`, light: t`light`, dark: t`dark` } as const

export function SideFoot({ commands, isLive }: { commands: readonly BoundCommand[]; isLive: boolean }) {
  const me = useQuery(ask(getMe))
  const { colorScheme } = useMantineColorScheme()
  const helpKeys = findCommand(commands, 'console.keys')
  return (
    <div className={styles.foot}>
      {!isLive && <OfflineMark />}
      <ClockLine />
      <Menu position="top-start" width={236} shadow="md">
        <Menu.Target>
          <button type="button" className={styles.me}>
            <span className={styles.face} aria-hidden="true">
              {me.data?.person.name.slice(0, 1) ?? '·'}
            </span>
            <span className={styles.name}>{me.data?.person.name ?? t`You`}</span>
            <Icon name="more" size={14} />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{me.data?.person.email}</Menu.Label>
          <Menu.Item
            leftSection={<Icon name="person" size={14} />}
            renderRoot={(props) => <Link to="/settings/$section" params={{ section: 'me' }} {...props} />}
          >
            {t`You: pages, password, sessions`}
          </Menu.Item>
          <Menu.Item
            leftSection={<Icon name="key" size={14} />}
            rightSection={<KeyCaps keys="?" />}
            onClick={helpKeys.run}
          >
            {t`Keys`}
          </Menu.Item>
          <Menu.Item
            leftSection={
              <Icon name={colorScheme === 'dark' ? 'moon' : colorScheme === 'light' ? 'sun' : 'auto'} size={14} />
            }
            closeMenuOnClick={false}
            onClick={findCommand(commands, 'console.colours').run}
          >
            {t`Colours: ${colourWords[colorScheme]}`}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item
            leftSection={<Icon name="back" size={14} />}
            onClick={findCommand(commands, 'console.sign-out').run}
          >
            {t`Sign out`}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </div>
  )
}

function ClockLine() {
  const now = useNow()
  const zone = useZone()
  return (
    <p className={styles.clock}>
      <time dateTime={new Date(now).toISOString()}>
        {dayOf(now, zone)}, {minuteOf(now, zone)}
      </time>
      <span>{zone}</span>
    </p>
  )
}
