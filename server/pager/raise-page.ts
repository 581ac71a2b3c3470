import { type Context, now } from '../platform/context.ts'
import { insertPageEntry } from './page-entry.store.ts'
import { lockPage, updatePlace } from './pager.store.ts'
import { takeStep } from './take-step.ts'

/**
 * For verbs: what could wait cannot any more. Its page begins anew, at any hour; one that rings already stays as it is. Whoever
 * has it is not rung for, but when it begins anew it rings as what cannot wait.
 */
export async function raisePage(ctx: Context, pageId: string): Promise<void> {
  const page = await lockPage(ctx, pageId)
  if (!page || page.urgency === 'high' || page.state === 'resolved' || page.teamId === null) return
  if (page.state === 'acknowledged') return updatePlace(ctx, pageId, { urgency: 'high' })
  const raised = { urgency: 'high', step: 0, round: 0, nextAt: now(ctx) } as const
  await updatePlace(ctx, pageId, raised)
  await insertPageEntry(ctx, { pageId, kind: 'raised' })
  await takeStep(ctx, { ...page, ...raised }, page.teamId)
}
