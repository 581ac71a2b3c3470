import type { Context } from '../platform/context.ts'
import { allow } from '../platform/permissions.ts'
import {
  countInSlice,
  countMinutesWithTraffic,
  findAffectedCustomers,
  findEvidenceSpan,
} from './explanation/explanation.store.ts'

/** What is counted: a class, a slice, or a class within a slice, in a stretch of time. */
export interface ErrorQuestion {
  readonly classId?: string | undefined
  /** Attribute names and values that must all hold; all requests when missing. */
  readonly where?: Readonly<Record<string, string>> | undefined
  readonly from: Date
  readonly to: Date
}

const spanOf = ({ from, to }: ErrorQuestion): { from: number; to: number } => ({
  from: from.getTime(),
  to: to.getTime(),
})

/** Errors, the requests of the slice at that time, and the last error: whether traffic flows and fails. */
export async function countErrors(
  ctx: Context,
  asked: ErrorQuestion,
): Promise<{ errors: number; requests: number; lastErrorAt: Date | null }> {
  allow(ctx, 'evidence.read')
  const found = await countInSlice(ctx, { classId: asked.classId, where: asked.where ?? {}, time: spanOf(asked) })
  return { ...found, lastErrorAt: found.lastErrorAt === null ? null : new Date(found.lastErrorAt) }
}

/** Customers with errors of a class, most errors first, at most 5,000. */
export async function listAffectedCustomers(
  ctx: Context,
  asked: ErrorQuestion & { readonly classId: string },
): Promise<{ customerId: string; errors: number; firstSeenAt: Date; lastSeenAt: Date; sites: readonly string[] }[]> {
  allow(ctx, 'evidence.read')
  const rows = await findAffectedCustomers(
    ctx,
    { classId: asked.classId, where: asked.where ?? {}, time: spanOf(asked) },
    5000,
  )
  return rows.map(({ firstAt, lastAt, ...row }) => ({
    ...row,
    firstSeenAt: new Date(firstAt),
    lastSeenAt: new Date(lastAt),
  }))
}

/** The latest instant that the evidence speaks of; null where there is none. Silence after it proves nothing. */
export async function evidenceWatermark(ctx: Context): Promise<Date | null> {
  allow(ctx, 'evidence.read')
  const span = await findEvidenceSpan(ctx)
  return span === undefined ? null : new Date(span.to)
}

/** In how many minutes of a stretch of time there was any traffic at all. */
export async function countTrafficMinutes(ctx: Context, time: { from: Date; to: Date }): Promise<number> {
  allow(ctx, 'evidence.read')
  return countMinutesWithTraffic(ctx, { from: time.from.getTime(), to: time.to.getTime() })
}
