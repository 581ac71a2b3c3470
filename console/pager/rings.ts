import type { Page } from '@bellwether/contract/pager-pages.ts'

type Entry = Page['entries'][number]
type Notification = Page['notifications'][number]

/** What rang at once: a step of the policy, somebody to whom it was given, or a test. */
export interface Ring {
  /** null: none is known, as of a test. */
  readonly by: Entry | null
  readonly at: string
  readonly notifications: readonly Notification[]
  /** Who acknowledged before the next rang. */
  readonly acknowledged: Entry | undefined
}

const rings: ReadonlySet<Entry['kind']> = new Set(['step', 'reassigned'])

/** The notifications of a page by what rang, in order. What rang and reached nobody by any way is none. */
export function ringsOf({
  entries,
  notifications,
  createdAt,
}: Pick<Page, 'entries' | 'notifications' | 'createdAt'>): Ring[] {
  const ringing = entries.filter(({ kind }) => rings.has(kind))
  const byRing = Map.groupBy(notifications, (one) => ringing.findLast(({ at }) => at <= one.createdAt) ?? null)
  return [null, ...ringing].flatMap((by) => {
    const own = byRing.get(by) ?? []
    if (own.length === 0) return []
    const next = by === null ? ringing[0] : ringing[ringing.indexOf(by) + 1]
    const at = by?.at ?? createdAt
    const acknowledged = entries.find(
      (one) => one.kind === 'acknowledged' && one.at >= at && (next === undefined || one.at < next.at),
    )
    return [{ by, at, notifications: own, acknowledged }]
  })
}

/** How far a notification got, each with how long that took since the one before. */
export function stagesOf(
  one: Notification,
): { stage: 'tried' | 'sent' | 'delivered' | 'seen'; at: string; tookMs: number }[] {
  const known = [
    // What was taken at the first try was tried when it was sent.
    { stage: 'tried' as const, at: one.firstTriedAt === one.sentAt ? null : one.firstTriedAt },
    { stage: 'sent' as const, at: one.sentAt },
    { stage: 'delivered' as const, at: one.deliveredAt },
    { stage: 'seen' as const, at: one.seenAt },
  ].flatMap(({ stage, at }) => (at === null ? [] : [{ stage, at }]))
  let before = one.createdAt
  return known.map(({ stage, at }) => {
    const tookMs = Math.max(0, Date.parse(at) - Date.parse(before))
    before = at
    return { stage, at, tookMs }
  })
}
