import { type Context, now } from '../platform/context.ts'
import { announce } from '../platform/events/announce.ts'
import { notifyPeople } from './notify-people.ts'
import { insertPageEntry } from './page-entry.store.ts'
import { pageExhausted } from './pager.events.ts'
import { type PageRow, updatePlace } from './pager.store.ts'
import { administrators, peopleOfStep } from './people-of-step.ts'
import { dueAt, type Place, type Policy } from './policy.rules.ts'
import { findPolicy } from './policy.store.ts'

const minuteMilliseconds = 60_000

/**
 * For verbs: takes the step of its policy that is due for a page of a team, in the caller's transaction, and says when
 * the next one is. Nobody waits for a step that reaches nobody: the next one comes at once, and after the last the
 * administrators are paged. A page is never dropped.
 */
export async function takeStep(ctx: Context, page: PageRow, teamId: string): Promise<void> {
  const policy = await findPolicy(ctx, teamId)
  let place: Place = page
  for (let tried = 0; tried < policy.steps.length; tried += 1) {
    const due = dueAt(policy, place)
    const people = await peopleOfStep(ctx, teamId, due.step)
    if (due.isExhausted) people.push(...(await exhaust(ctx, page)))
    if (people.length > 0) return notify(ctx, page, { people, due })
    await insertPageEntry(ctx, { pageId: page.id, kind: 'nobody', text: String(policy.steps.indexOf(due.step) + 1) })
    place = due.next
  }
  return notify(ctx, page, { people: await administrators(ctx), due: dueAfter(policy, place) })
}

const dueAfter = (policy: Policy, place: Place) => {
  const { minutes } = dueAt(policy, { step: Math.max(0, place.step - 1), round: place.round })
  return { next: place, minutes }
}

async function notify(
  ctx: Context,
  page: PageRow,
  { people, due }: { people: readonly string[]; due: { next: Place; minutes: number } },
): Promise<void> {
  const nextAt = new Date(now(ctx).getTime() + due.minutes * minuteMilliseconds)
  await updatePlace(ctx, page.id, { ...due.next, nextAt })
  await insertPageEntry(ctx, { pageId: page.id, kind: 'step', text: String(new Set(people).size) })
  await notifyPeople(ctx, page, [...new Set(people)])
}

/** Everything was tried, and nobody answered: that is an alarm of its own, once, and from then on the administrators' too. */
async function exhaust(ctx: Context, page: PageRow): Promise<string[]> {
  if (page.exhaustedAt !== null) return administrators(ctx)
  await updatePlace(ctx, page.id, { exhaustedAt: now(ctx) })
  await insertPageEntry(ctx, { pageId: page.id, kind: 'exhausted' })
  await announce(ctx, pageExhausted, { pageId: page.id, aboutModule: page.aboutModule, aboutId: page.aboutId })
  return administrators(ctx)
}
