import { oldKeyHours } from '@bellwether/contract/pager-renewal.ts'
import { type Context, now } from '../platform/context.ts'

interface Keyed {
  readonly keyHash: Buffer
  readonly oldKeyHash: Buffer | null
  readonly oldKeyUntil: Date | null
  readonly oldKeyUsedAt: Date | null
}

export const presentOldKey = (ctx: Context, { oldKeyUntil, oldKeyUsedAt }: Keyed) =>
  oldKeyUntil && oldKeyUntil > now(ctx) ? { until: oldKeyUntil, usedAt: oldKeyUsedAt } : null

export interface Renewal {
  readonly oldKey: 'works-for-a-day' | 'stops-now'
}

/** A new key in place of the one in force, which works for a day more or stops now; the one before that stops now. */
export function renewedKey(
  ctx: Context,
  { keyHash }: Pick<Keyed, 'keyHash'>,
  { newHash, oldKey }: Renewal & { newHash: Buffer },
): Keyed {
  if (oldKey === 'stops-now') return { keyHash: newHash, oldKeyHash: null, oldKeyUntil: null, oldKeyUsedAt: null }
  const oldKeyUntil = new Date(now(ctx).getTime() + oldKeyHours * 3_600_000)
  return { keyHash: newHash, oldKeyHash: keyHash, oldKeyUntil, oldKeyUsedAt: null }
}

const notedEveryMilliseconds = 60_000

/** Whether it is to be written down that the old key was used with which somebody came. */
export function isOldKeyNoted(ctx: Context, { oldKeyHash, oldKeyUsedAt }: Keyed, keyHash: Buffer): boolean {
  if (!oldKeyHash?.equals(keyHash)) return false
  return oldKeyUsedAt === null || now(ctx).getTime() - oldKeyUsedAt.getTime() >= notedEveryMilliseconds
}
