import type { Probe } from '@bellwether/contract/probes.ts'
import { Mark } from '../ui/mark.tsx'
import { t } from '../ui/words.ts'

/** How what is looked at is. */
export function ProbeState({ probe: { state, paused } }: { probe: Probe }) {
  if (state === 'down') return <Mark tone="danger" icon="warning">{t`down`}</Mark>
  if (state === 'failing')
    return <Mark tone="warn" icon="clock" title={t`It may be a blip: it is looked at again soon`}>{t`failing`}</Mark>
  if (state === 'up') return <Mark tone="good" icon="check">{t`up`}</Mark>
  if (state === 'paused') return <Mark title={paused?.by ? t`by ${paused.by.name}` : ''}>{t`paused`}</Mark>
  return <Mark>{t`waits for its first look`}</Mark>
}

const order = { down: 0, failing: 1, new: 2, up: 3, paused: 4 } as const

/** What is worst stands first. */
export const byState = (probes: readonly Probe[]): Probe[] =>
  probes.toSorted((a, b) => order[a.state] - order[b.state] || a.name.localeCompare(b.name))
