export interface Rhythm {
  readonly periodSeconds: number
  readonly graceSeconds: number
}

interface Heard extends Rhythm {
  readonly state: 'new' | 'up' | 'down'
  readonly lastPingAt: Date | null
  readonly dueAt: Date | null
}

const after = (at: Date, seconds: number): Date => new Date(at.getTime() + seconds * 1000)

/** After it was heard of: when it is missed. */
export const dueAfterPing = ({ periodSeconds, graceSeconds }: Rhythm, at: Date): Date =>
  after(at, periodSeconds + graceSeconds)

/** After it began: the end has as much time as a late one, and no more than it had before. */
export function dueAfterStart({ graceSeconds, dueAt }: Heard, at: Date): Date {
  const end = after(at, graceSeconds)
  return dueAt !== null && dueAt < end ? dueAt : end
}

/** How it does now; late is overdue within its grace. */
export function stateAt({ state, lastPingAt, periodSeconds }: Heard, at: Date): 'new' | 'up' | 'late' | 'down' {
  const isOverdue = state === 'up' && lastPingAt !== null && after(lastPingAt, periodSeconds) < at
  return isOverdue ? 'late' : state
}

/** What an address says after the key: `start`, `fail`, `log`, or the exit status of a program. */
export type Ping = 'success' | 'start' | 'fail' | 'log'

/** undefined where the address says nothing that is known. */
export function pingOf(word: string | undefined): Ping | undefined {
  if (word === undefined || word === '') return 'success'
  if (word === 'start' || word === 'fail' || word === 'log') return word
  return /^\d{1,3}$/.test(word) && Number(word) <= 255 ? (Number(word) === 0 ? 'success' : 'fail') : undefined
}
