import { listTeams } from '@bellwether/contract/people.ts'
import '@mantine/spotlight/styles.layer.css'
import { useDebouncedValue } from '@mantine/hooks'
import { Spotlight, spotlight, type SpotlightActionData, type SpotlightActionGroupData } from '@mantine/spotlight'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { ask } from '../call.query.ts'
import { useAllCommands } from '../ui/command-keys.tsx'
import type { BoundCommand } from '../ui/commands.ts'
import { Icon } from '../ui/icon.tsx'
import { KeyCaps } from '../ui/key-caps.tsx'
import { t } from '../ui/words.ts'
import { settingsSections } from './pages/settings-sections.ts'
import styles from './palette.module.css'
import { useFound } from './use-found.ts'

export const openPalette = spotlight.open

const actionOf = (command: BoundCommand): SpotlightActionData => {
  const keys = command.keys[0]
  return {
    id: command.id,
    label: command.title,
    onClick: command.run,
    ...(keys === undefined ? {} : { rightSection: <KeyCaps keys={keys} /> }),
  }
}

function commandGroups(commands: readonly BoundCommand[]): SpotlightActionGroupData[] {
  const shown = commands.filter(
    (command) => command.isOn && !command.id.startsWith('list.') && command.id !== 'console.palette',
  )
  const sections = [...new Set(shown.map((command) => command.section))]
  return sections.map((section) => ({
    group: section,
    actions: shown.filter((command) => command.section === section).map(actionOf),
  }))
}

/**
 * Everything that can be done here, every place, and tickets, reports, customers and people by what is typed.
 * `takeTyped` gives what was typed until its field was there.
 */
export function Palette({ takeTyped }: { takeTyped: () => string }) {
  const [text, setText] = useState('')
  const [wanted] = useDebouncedValue(text.trim(), 150)
  const commands = useAllCommands()
  const found = useFound(wanted)
  const done = [...commandGroups(commands), useTeamQueues(), useSettings()]
  // Spotlight marks the first entry as the text changes; what the server finds comes later.
  useEffect(() => {
    if (wanted === '' || document.querySelector('[data-action][data-selected]') !== null) return
    document.querySelector('[data-action]')?.setAttribute('data-selected', 'true')
  })
  return (
    <Spotlight
      actions={isNamed(wanted) ? [...found, ...done] : [...done, ...found]}
      query={text}
      onQueryChange={setText}
      shortcut={null}
      overlayProps={{ backgroundOpacity: 0.4, blur: 0 }}
      attributes={{ content: { 'aria-label': t`Find or do anything` } }}
      classNames={{ actionsGroup: styles.group ?? '' }}
      scrollable
      maxHeight={420}
      highlightQuery
      filter={(query, actions) => filtered(query, actions)}
      nothingFound={t`Nothing fits. Try #12, R3, a subject, a customer, a colleague or a verb such as “claim”.`}
      searchProps={{
        leftSection: <Icon name="search" />,
        onFocus: () => {
          const typed = takeTyped()
          setText((before) => before + typed)
        },
        placeholder: t`Ticket, report, customer, person, place or command`,
        'aria-label': t`Ticket, report, customer, person, place or command`,
      }}
    />
  )
}

/** A number names a ticket or a report; any other word may be what somebody wants to do, which stands first. */
const isNamed = (text: string): boolean => /^[#r]?\d+$/i.test(text)

type Entries = (SpotlightActionData | SpotlightActionGroupData)[]

/** Commands are matched here; what the server found already fits. */
function filtered(query: string, entries: Entries): Entries {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  const fits = (action: SpotlightActionData): boolean =>
    action.id.startsWith('found.') || words.every((word) => (action.label ?? '').toLowerCase().includes(word))
  return entries.flatMap((entry): Entries => {
    if (!('actions' in entry)) return fits(entry) ? [entry] : []
    const actions = entry.actions.filter(fits)
    return actions.length === 0 ? [] : [{ ...entry, actions }]
  })
}

/** The queue of each team that can be asked. */
function useTeamQueues(): SpotlightActionGroupData {
  const navigate = useNavigate()
  const teams = useQuery(ask(listTeams))
  return {
    group: t`Team queues`,
    actions: (teams.data?.items ?? [])
      .filter((team) => team.slug !== 'support')
      .map((team) => ({
        id: `team.${team.id}`,
        label: t`${team.name} queue`,
        onClick: () => void navigate({ to: '/teams/$slug', params: { slug: team.slug } }),
      })),
  }
}

function useSettings(): SpotlightActionGroupData {
  const navigate = useNavigate()
  return {
    group: t`Settings`,
    actions: settingsSections.map(({ name, title }) => ({
      id: `settings.${name}`,
      label: t`${title} settings`,
      onClick: () => void navigate({ to: '/settings/$section', params: { section: name } }),
    })),
  }
}
