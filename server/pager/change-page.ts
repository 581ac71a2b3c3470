import { badInput, conflict } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { recordAudit } from '../platform/audit/record-audit.ts'
import { type Context, now } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { announce } from '../platform/events/announce.ts'
import { staffById } from '../people/people.ts'
import { allow } from '../platform/permissions.ts'
import { Problem } from '../platform/problem.ts'
import { notifyPeople } from './notify-people.ts'
import { updateAlertsOfPage } from './alerts/alert.store.ts'
import { insertPageEntry, type PageEntryRow } from './page-entry.store.ts'
import { pageEnded } from './pager.events.ts'
import { lockPage, type PageRow, markResolved, updatePlace } from './pager.store.ts'
import { getPageRow } from './present-page.ts'
import { findPolicy } from './policy.store.ts'
import { takeStep } from './take-step.ts'

const minuteMilliseconds = 60_000

/** Takes the next step of a page's policy now: whoever was notified cannot help, or does not answer. */
export async function escalatePage(ctx: Context, pageId: string): Promise<PageRow> {
  allow(ctx, 'pager.acknowledge')
  return change(ctx, pageId, async (ctx, page) => {
    if (page.state !== 'open' || page.teamId === null)
      throw new Problem(conflict, said`It is answered, or a test: there is nobody to escalate it to.`)
    await enter(ctx, page, { kind: 'escalated' })
    await takeStep(ctx, page, page.teamId)
  })
}

/** Pages somebody else instead; the steps of the policy go on from there while they do not answer. */
export async function reassignPage(ctx: Context, pageId: string, { person }: { person: string }): Promise<PageRow> {
  allow(ctx, 'pager.acknowledge')
  return change(ctx, pageId, async (ctx, page) => {
    const [known] = await staffById(ctx, [person])
    if (!known) {
      const errors = [{ pointer: '/person', detail: said`Nobody on staff has this id.` }]
      throw new Problem(badInput, undefined, { errors })
    }
    if (page.state === 'resolved' || page.teamId === null)
      throw new Problem(conflict, said`It has ended, or is a test: there is nothing to take on.`)
    const [{ minutes } = { minutes: 10 }] = (await findPolicy(ctx, page.teamId)).steps
    const nextAt = new Date(now(ctx).getTime() + minutes * minuteMilliseconds)
    await updatePlace(ctx, page.id, {
      nextAt,
      state: 'open',
      acknowledgedAt: null,
      acknowledgedBy: null,
      acknowledgedUntil: null,
    })
    await enter(ctx, page, { kind: 'reassigned', text: person })
    await notifyPeople(ctx, page, [person])
  })
}

/** Says something about a page that whoever comes next should know. */
export async function addPageNote(ctx: Context, pageId: string, { text }: { text: string }): Promise<PageRow> {
  allow(ctx, 'pager.acknowledge')
  return change(ctx, pageId, (ctx, page) => enter(ctx, page, { kind: 'note', text }))
}

/** Ends a page: what it is about is over, or was nothing. */
export async function resolvePage(ctx: Context, pageId: string): Promise<PageRow> {
  allow(ctx, 'pager.acknowledge')
  return change(ctx, pageId, async (ctx, page) => {
    if (!(await markResolved(ctx, page.id))) return
    await updateAlertsOfPage(ctx, page.id, 'resolved')
    await enter(ctx, page, { kind: 'resolved' })
    await announce(ctx, pageEnded, { pageId: page.id, aboutModule: page.aboutModule, aboutId: page.aboutId })
  })
}

async function change(
  ctx: Context,
  pageId: string,
  act: (ctx: Context, page: PageRow) => Promise<void>,
): Promise<PageRow> {
  return inTransaction(ctx, async (ctx) => {
    await getPageRow(ctx, pageId)
    const page = await lockPage(ctx, pageId)
    if (page) await act(ctx, page)
    return getPageRow(ctx, pageId)
  })
}

async function enter(
  ctx: Context,
  { id }: PageRow,
  entry: { kind: PageEntryRow['kind']; text?: string },
): Promise<void> {
  const personId = ctx.actor.kind === 'person' ? ctx.actor.personId : null
  await insertPageEntry(ctx, { pageId: id, personId, ...entry })
  await recordAudit(ctx, { action: `pager.page-${entry.kind}`, about: { module: 'pager', id } })
}
