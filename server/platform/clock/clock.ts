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

/** Simulated seconds a second on the way to where a demo jumps: what happens on the way happens in its order. */
export const jumpSpeed = 240

/**
 * A clock that shows `startsAt` at the real instant `anchoredAt` and runs `speed` times as fast (0: it stands); where
 * it jumps it hurries until it shows that instant.
 */
export function demoClock(set: { startsAt: Date; anchoredAt: Date; speed: number; jumpsTo: Date | null }): Clock {
  const leap = Math.max((set.jumpsTo?.getTime() ?? 0) - set.startsAt.getTime(), 0)
  const passed = (): number => Date.now() - set.anchoredAt.getTime()
  const leapTakes = leap / jumpSpeed
  return {
    get speed() {
      return passed() < leapTakes ? jumpSpeed : set.speed
    },
    now: () => {
      const hurried = Math.min(passed(), leapTakes)
      return new Date(set.startsAt.getTime() + hurried * jumpSpeed + (passed() - hurried) * set.speed)
    },
  }
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
