import { getInstallation, type Installation } from '@bellwether/contract/installation.ts'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useMemo } from 'react'
import { ask } from '../call.query.ts'
import { ClockProvider, type ClockReading } from '../ui/clock.tsx'

const readingOf = (installation: Installation | undefined, receivedAtMs: number): ClockReading => ({
  atMs: installation === undefined ? receivedAtMs : Date.parse(installation.now),
  receivedAtMs,
  speed: installation?.clockSpeed ?? 1,
})

/** A demo that moves in or hurries is followed closely. */
const askAgainIn = ({ demo, clockSpeed }: Partial<Installation> = {}): number =>
  demo && (demo.told < 1 || clockSpeed !== demo.speed) ? 1000 : 30_000

/** What it contains reads the clock of the server: a demo has its own, and a reader's machine may be wrong. */
export function ServerClock({ zone, children }: { zone: string | undefined; children: ReactNode }) {
  // Nobody announces that the engine stopped or that the clock was set, so both are asked for.
  const { data, dataUpdatedAt } = useQuery({
    ...ask(getInstallation),
    refetchInterval: ({ state }) => askAgainIn(state.data),
  })
  const reading = useMemo(() => readingOf(data, dataUpdatedAt), [data, dataUpdatedAt])
  return (
    <ClockProvider reading={reading} zone={zone}>
      {children}
    </ClockProvider>
  )
}
