import { setTimeout as sleep } from 'node:timers/promises'

/** What became of an event at the door; times by `performance.now()`. */
export interface Posted {
  readonly event: number
  readonly sentAt: number
  readonly answeredAt: number
  /** undefined: nobody answered. */
  readonly status: number | undefined
}

export interface SourceKey {
  readonly key: string
}

/** By which the alert of an event is found again. */
export const alertKey = (event: number): string => `event-${event}`

/** Posts one event in the shape of PagerDuty; never rejects. */
export async function postEvent(
  url: string,
  source: SourceKey,
  event: number,
  { severity = 'critical', timeoutMilliseconds = 30_000 }: { severity?: string; timeoutMilliseconds?: number } = {},
): Promise<Posted> {
  const payload = { summary: `Event ${event}`, source: 'bench', severity }
  const sent = { routing_key: source.key, event_action: 'trigger', dedup_key: alertKey(event), payload }
  const sentAt = performance.now()
  const status = await fetch(`${url}/v2/enqueue`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(sent),
    signal: AbortSignal.timeout(timeoutMilliseconds),
  }).then(
    async (response) => {
      await response.arrayBuffer()
      return response.status
    },
    () => undefined,
  )
  return { event, sentAt, answeredAt: performance.now(), status }
}

/** Starts `send` so many times a second, whether the former ones have ended or not; resolves when all have. */
export async function atRate<Result>(
  perSecond: number,
  count: number,
  send: (n: number) => Promise<Result>,
): Promise<Result[]> {
  const startedAt = performance.now()
  const sending: Promise<Result>[] = []
  for (let n = 0; n < count; n += 1) {
    const pause = startedAt + (n * 1000) / perSecond - performance.now()
    if (pause > 0) await sleep(pause)
    sending.push(send(n))
  }
  return Promise.all(sending)
}

/** As monitoring systems do: sends an event again, under the same key, until somebody takes it. */
export async function postUntilTaken(url: () => string, source: SourceKey, event: number): Promise<Posted> {
  const firstSentAt = performance.now()
  for (;;) {
    const posted = await postEvent(url(), source, event, { timeoutMilliseconds: 10_000 })
    if (posted.status === 202) return { ...posted, sentAt: firstSentAt }
    if (posted.status !== undefined && posted.status < 500)
      throw new Error(`event ${event} was refused: ${posted.status}`)
    await sleep(100)
  }
}
