import { createContext, useContext, useMemo, useSyncExternalStore, type ReactNode } from 'react'
import { browserZone, knownZone } from './zones.ts'
import { dayOf, fullOf, minuteOf, relativeOf, secondOf, shortOf, type InstantInput } from './instants.ts'

/** A reading of the server's clock: it runs on from `receivedAtMs` of this machine at `speed`. */
export interface ClockReading {
  atMs: number
  receivedAtMs: number
  speed: number
}

export const runningOn = (reading: ClockReading, machineMs: number): number =>
  reading.atMs + (machineMs - reading.receivedAtMs) * reading.speed

interface Ticker {
  subscribe: (listener: () => void) => () => void
  now: () => number
  read: () => number
}

function tickerOf(reading: ClockReading): Ticker {
  const listeners = new Set<() => void>()
  const read = (): number => runningOn(reading, Date.now())
  let current = read()
  let timer: number | undefined
  const tick = (): void => {
    current = read()
    for (const listener of listeners) listener()
  }
  return {
    now: () => current,
    read,
    subscribe: (listener) => {
      listeners.add(listener)
      timer ??= window.setInterval(tick, 1000)
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0) return
        window.clearInterval(timer)
        timer = undefined
      }
    },
  }
}

const machineClock: ClockReading = { atMs: 0, receivedAtMs: 0, speed: 1 }

const machineTicker = tickerOf(machineClock)

const ClockContext = createContext({ ticker: machineTicker, zone: browserZone })

export function ClockProvider(props: { reading: ClockReading; zone: string | undefined; children: ReactNode }) {
  const { reading, zone = browserZone, children } = props
  const clock = useMemo(() => ({ ticker: tickerOf(reading), zone: knownZone(zone) }), [reading, zone])
  return <ClockContext value={clock}>{children}</ClockContext>
}

/** The clock of the installation, in milliseconds; the component draws again every second. */
export function useNow(): number {
  const { ticker } = useContext(ClockContext)
  return useSyncExternalStore(ticker.subscribe, ticker.now)
}

/** The clock read when it is asked, without drawing again. */
export const useClockRead = (): (() => number) => useContext(ClockContext).ticker.read

export const useZone = (): string => useContext(ClockContext).zone

interface MomentProps {
  at: InstantInput
  as?: 'short' | 'minute' | 'second' | 'day'
}

/** An instant in the reader's zone, with the whole of it on hover. */
export function Moment({ at, as = 'short' }: MomentProps) {
  const zone = useZone()
  const read = useClockRead()
  const text = {
    short: () => shortOf(at, read(), zone),
    minute: () => minuteOf(at, zone),
    second: () => secondOf(at, zone),
    day: () => dayOf(at, zone),
  }[as]()
  return (
    <time dateTime={new Date(at).toISOString()} title={fullOf(at, zone)}>
      {text}
    </time>
  )
}

interface AgoProps {
  at: InstantInput
  /** Of what happens in real time, though the clock of a demo runs on its own: sign-ins, the use of tokens. */
  isReal?: boolean
}

/** "5 min ago", running on. */
export function Ago({ at, isReal = false }: AgoProps) {
  const shown = useContext(ClockContext).ticker
  const ticker = isReal ? machineTicker : shown
  const now = useSyncExternalStore(ticker.subscribe, ticker.now)
  const zone = useZone()
  return (
    <time dateTime={new Date(at).toISOString()} title={fullOf(at, zone)}>
      {relativeOf(at, now)}
    </time>
  )
}
