import type { Clock } from '@bellwether/contract/desk.ts'
import { ClockBadge } from '../ui/clock-badge.tsx'
import { t } from '../ui/words.ts'

const words: Readonly<Record<Clock['name'], string>> = {
  'first-response': t`First response`,
  'next-response': t`Next response`,
  resolution: t`Resolution`,
  promise: t`Promised word`,
  acknowledge: t`Acknowledge`,
  answer: t`Answer`,
}

const ofHandOff: readonly Clock['name'][] = ['acknowledge', 'answer']

type DueClock = Clock & { dueAt: string }

/** A clock that runs and is due some time; one that is paused is not. */
export const isCounting = (clock: Clock): clock is DueClock => clock.stoppedAt === null && clock.dueAt !== null

/** The running clock of a side that is due first. */
export function nearestClock(clocks: readonly Clock[], side: 'customer' | 'hand-off'): DueClock | null {
  const running = clocks.filter(isCounting).filter(({ name }) => ofHandOff.includes(name) === (side === 'hand-off'))
  return running.toSorted((a, b) => Date.parse(a.dueAt) - Date.parse(b.dueAt))[0] ?? null
}

interface SideClockProps {
  clocks: readonly Clock[]
  side: 'customer' | 'hand-off'
  withLabel?: boolean
}

export function SideClock({ clocks, side, withLabel = false }: SideClockProps) {
  const clock = nearestClock(clocks, side)
  if (clock === null) return null
  return <NamedClock clock={clock} withLabel={withLabel} />
}

export function NamedClock({ clock, withLabel = false }: { clock: DueClock; withLabel?: boolean }) {
  return (
    <ClockBadge
      label={words[clock.name]}
      startedAt={clock.startedAt}
      dueAt={clock.dueAt}
      stoppedAt={clock.stoppedAt}
      breachedAt={clock.breachedAt}
      withLabel={withLabel}
    />
  )
}
