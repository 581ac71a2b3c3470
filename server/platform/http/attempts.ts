export interface AttemptLimit {
  /** What is tried, and by whom or on whom, e.g. `password:ana@example.com`. */
  readonly key: string
  readonly max: number
  readonly windowSeconds: number
}

/** Counts what somebody may try only so often; every process sees the same count. */
export interface Attempts {
  /** Counts one more attempt and refuses it with 429 when it is one too many. */
  limit(attempt: AttemptLimit): Promise<void>
  /** Counts from the start again: what was tried was right. */
  forget(key: string): Promise<void>
}
