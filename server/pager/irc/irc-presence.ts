import { sameName } from './irc-questions.ts'

/** Nobody who is not there is asked for again and again. */
const absentMilliseconds = 10_000
/** Whoever was there so lately is there. */
const seenMilliseconds = 60_000
const namesMax = 5000

/** Who was there when somebody was last spoken to, and who was not. */
export interface IrcPresence {
  /** Why it is in vain to speak to somebody now; undefined where it may not be. */
  absence(name: string): string | undefined
  wasSeen(name: string): boolean
  /** `refusal`: why they were not reached; undefined where they were. */
  note(name: string, refusal: string | undefined): void
  forget(): void
}

export function openIrcPresence(): IrcPresence {
  const known = new Map<string, { refusal: string | undefined; until: number }>()
  const current = (name: string) => {
    const found = known.get(sameName(name))
    return found && found.until > Date.now() ? found : undefined
  }
  return {
    absence: (name) => current(name)?.refusal,
    wasSeen: (name) => {
      const found = current(name)
      return found !== undefined && found.refusal === undefined
    },
    note: (name, refusal) => {
      if (known.size >= namesMax) known.clear()
      const milliseconds = refusal === undefined ? seenMilliseconds : absentMilliseconds
      known.set(sameName(name), { refusal, until: Date.now() + milliseconds })
    },
    forget: () => known.clear(),
  }
}
