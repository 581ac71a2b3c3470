import type { ProbeRow } from './probe.store.ts'

type State = ProbeRow['state']

interface Judged {
  readonly state: State
  readonly tries: number
  readonly intervalSeconds: number
}

interface Looked {
  readonly at: Date
  readonly failedInRow: number
}

/** A location that did not look for so many intervals says nothing any more. */
const intervalsMax = 3
/** Nor does one that is this late: what looks often may have to wait. */
const lateMilliseconds = 60_000

const isLately =
  ({ intervalSeconds }: Judged, now: Date) =>
  ({ at }: Looked): boolean =>
    now.getTime() - at.getTime() <= intervalsMax * intervalSeconds * 1000 + lateMilliseconds

/**
 * How a probe is, by what its locations saw lately. It goes down when most of them failed as often in a row as it takes, and
 * comes back when no longer most of them fail: of one location that is one look that is as expected.
 */
export function stateOf(probe: Judged, looks: readonly Looked[], now: Date): State {
  const lately = looks.filter(isLately(probe, now))
  if (lately.length === 0) return probe.state
  const enough = probe.state === 'down' ? 1 : probe.tries
  const against = lately.filter(({ failedInRow }) => failedInRow >= enough)
  if (against.length * 2 > lately.length) return 'down'
  return lately.some(({ failedInRow }) => failedInRow > 0) ? 'failing' : 'up'
}

/** Soon after a look that failed another one tells a blip from an outage, and an outage from its end. */
export const retrySeconds = { failing: 20, down: 60 } as const
