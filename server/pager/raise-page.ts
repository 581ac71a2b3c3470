import { type Context, now } from '../platform/context.ts'
import { followPage } from './alerts/follow-page.ts'
import { insertPageEntry } from './page-entry.store.ts'
import { lockPage, updatePlace } from './pager.store.ts'
import { isPutOff } from './put-off.ts'
import { takeStep } from './take-step.ts'

/**
 * For verbs: what could wait cannot any more. Its page begins anew, at any hour; one that rings already stays as it is. Whoever
 * has it is not rung for, but when it begins anew it rings as what cannot wait; what somebody put off could wait when they did.
 */
export async function raisePage(ctx: Context, pageId: string): Promise<void> {
  const page = await lockPage(ctx, pageId)
  if (!page || page.urgency === 'high' || page.state === 'resolved' || page.teamId === null) return
  if (page.state === 'acknowledged' && !(await isPutOff(ctx, page)))
    return updatePlace(ctx, pageId, { urgency: 'high' })
  const raised = { ...anew, urgency: 'high', nextAt: now(ctx) } as const
  await updatePlace(ctx, pageId, raised)
  if (page.state === 'acknowledged') await followPage(ctx, pageId, 'open')
  await insertPageEntry(ctx, { pageId, kind: 'raised' })
  await takeStep(ctx, { ...page, ...raised }, page.teamId)
}

const anew = {
  state: 'open',
  acknowledgedAt: null,
  acknowledgedBy: null,
  acknowledgedUntil: null,
  step: 0,
  round: 0,
} as const
