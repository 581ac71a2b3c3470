import { type Context, now } from '../platform/context.ts'
import { announce } from '../platform/events/announce.ts'
import { notifyPeople } from './notify-people.ts'
import { insertPageEntry } from './page-entry.store.ts'
import { pageExhausted } from './pager.events.ts'
import { type PageRow, updatePlace } from './pager.store.ts'
import { readReach } from './people-of-step.ts'
import { dueAt } from './policy.rules.ts'
import { findPolicy } from './policy.store.ts'
import { tellRooms } from './rooms/tell-rooms.ts'

const minuteMilliseconds = 60_000

/**
 * For verbs: takes the step of its policy that is due for a page of a team, in the caller's transaction, and says when
 * the next one is. Nobody waits for a step that reaches nobody: the next one comes at once, and after the last the
 * administrators are paged. A page is never dropped.
 */
export async function takeStep(ctx: Context, page: PageRow, teamId: string): Promise<void> {
  const policy = await findPolicy(ctx, teamId)
  const reach = await readReach(ctx, [teamId], policy.steps)
  let due = dueAt(policy, page)
  for (let tried = 1; reach.ofStep(teamId, due.step).length === 0; tried += 1) {
    await insertPageEntry(ctx, { pageId: page.id, kind: 'nobody', text: String(policy.steps.indexOf(due.step) + 1) })
    if (due.isExhausted || tried === policy.steps.length) break
    due = dueAt(policy, due.next)
  }
  if (due.isExhausted) await noteExhausted(ctx, page)
  const reached = reach.ofStep(teamId, due.step)
  const isLastResort = due.isExhausted || reached.length === 0
  const people = [...new Set([...reached, ...(isLastResort ? reach.administrators : [])])]
  await updatePlace(ctx, page.id, {
    ...due.next,
    nextAt: nextAtOf(ctx, page, due.minutes),
  })
  const step = policy.steps.indexOf(due.step) + 1
  await insertPageEntry(ctx, { pageId: page.id, kind: 'step', text: String(people.length), step })
  await notifyPeople(ctx, page, people)
}

/** When a page goes on by itself: what can wait never does, as it wakes nobody. */
export const nextAtOf = (ctx: Context, { urgency }: PageRow, minutes: number): Date | null =>
  urgency === 'low' ? null : new Date(now(ctx).getTime() + minutes * minuteMilliseconds)

/** Everything was tried, and nobody answered: that is an alarm of its own, once, and from then on the administrators' too. */
async function noteExhausted(ctx: Context, page: PageRow): Promise<void> {
  if (page.exhaustedAt !== null) return
  await updatePlace(ctx, page.id, { exhaustedAt: now(ctx) })
  await insertPageEntry(ctx, { pageId: page.id, kind: 'exhausted' })
  await tellRooms(ctx, page, { kind: 'exhausted' })
  await announce(ctx, pageExhausted, { pageId: page.id, aboutModule: page.aboutModule, aboutId: page.aboutId })
}
