import { explainClass } from '../evidence/evidence.ts'
import type { Context } from '../platform/context.ts'
import type { Explained } from './signal.store.ts'

const minute = 60_000

/** Times of the evidence include the latest instant that it speaks of. */
export const justAfter = (watermark: Date): Date => new Date(watermark.getTime() + 1)

/** What a signal shows: the class behind it as the evidence explains it, from an hour before its first error. */
export async function explainFinding(
  ctx: Context,
  { classId, firstAt, watermark }: { classId: string; firstAt: number; watermark: Date },
): Promise<Explained> {
  const from = new Date(firstAt - 60 * minute)
  const explanation = await explainClass(ctx, { classId, from, to: justAfter(watermark) })
  const { deploy, customers } = explanation
  return {
    classId,
    template: explanation.class.template,
    example: explanation.class.example,
    firstSeenAt: new Date(explanation.firstSeenAt),
    lastSeenAt: new Date(explanation.lastSeenAt),
    errors: explanation.errors,
    slices: explanation.slices.map(({ where }) => ({ where })),
    deploy: deploy && {
      id: deploy.id,
      service: deploy.service,
      version: deploy.version,
      title: deploy.title,
      by: deploy.by,
      startedAt: deploy.startedAt,
    },
    customersSeen: customers.seen,
    customersExposed: customers.exposed,
    customersEstimated: customers.estimated,
    countedTo: watermark,
  }
}
