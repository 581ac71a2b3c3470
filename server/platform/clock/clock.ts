/**
 * The installation's clock. Real time everywhere except in a demo, which runs faster from an
 * instant of its own, and in tests, which move it by hand.
 */
export interface Clock {
  now(): Date
  /** Simulated seconds that pass in one real second; 1 in real time. */
  readonly speed: number
}

export const realClock: Clock = { now: () => new Date(), speed: 1 }

/** A clock that shows `startsAt` at the real instant `anchoredAt` and runs `speed` times as fast. */
export function scaledClock(startsAt: Date, anchoredAt: Date, speed: number): Clock {
  return { speed, now: () => new Date(startsAt.getTime() + (Date.now() - anchoredAt.getTime()) * speed) }
}

/** A clock that stands still until a test moves it. */
export function manualClock(startsAt: Date): Clock & { advance(milliseconds: number): void } {
  let instant = startsAt.getTime()
  return {
    speed: 0,
    now: () => new Date(instant),
    advance: (milliseconds) => {
      instant += milliseconds
    },
  }
}

/** A clock whose inner clock can be exchanged while the server runs, as when a demo starts or ends. */
export function exchangeableClock(first: Clock): Clock & { exchange(next: Clock): void } {
  let inner = first
  return {
    now: () => inner.now(),
    get speed() {
      return inner.speed
    },
    exchange: (next) => {
      inner = next
    },
  }
}
