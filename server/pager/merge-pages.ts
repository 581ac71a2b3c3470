import { badInput, conflict } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { actorId, recordAudit } from '../platform/audit/record-audit.ts'
import type { Context } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { allow } from '../platform/permissions.ts'
import { Problem } from '../platform/problem.ts'
import { hasMoreAlerts, moveAlerts } from './alerts/page-alerts.store.ts'
import { lockHeartbeatsOfPages, moveHeartbeats } from './heartbeats/heartbeat.store.ts'
import { isNeeded } from './page-need.ts'
import { endPage } from './end-page.ts'
import { insertPageEntry } from './page-entry.store.ts'
import { findPage, lockPage, type PageRow } from './pager.store.ts'
import { getPageRow } from './present-page.ts'
import { raisePage } from './raise-page.ts'

interface Merge {
  /** The page that goes on. */
  readonly into: string
  readonly isOtherTeamMeant: boolean
}

/** Whoever merges two pages waits until the alerts of the one are the other's. */
const movedMax = 5_000

/** Ends a page in favour of another one: its alerts are that one's, which ends with the last of them. */
export async function mergePage(ctx: Context, pageId: string, merge: Merge): Promise<PageRow> {
  allow(ctx, 'pager.acknowledge')
  return inTransaction(ctx, async (ctx) => {
    await getPageRow(ctx, pageId)
    const { from, into } = await lockBoth(ctx, pageId, merge.into)
    requireStanding(from, into)
    if (from.teamId !== into.teamId && !merge.isOtherTeamMeant)
      throw new Problem(conflict, said`The other page is another team's: say that it is meant.`)
    if ((await isNeeded(ctx, from.id)) && !(await isNeeded(ctx, into.id)))
      throw new Problem(
        conflict,
        said`The other page is about no alert, and would end with these: merge that one into this.`,
      )
    if (await hasMoreAlerts(ctx, from.id, movedMax))
      throw new Problem(conflict, said`It has more than ${movedMax} alerts: merge the other page into it.`)
    if (from.state === 'open' && into.state === 'acknowledged' && into.acknowledgedBy === null)
      throw new Problem(conflict, said`A program has the other page, and nobody is awake for it: acknowledge it first.`)

    const by = actorId(ctx.actor)
    await moveHeartbeats(ctx, from.id, into.id)
    await moveAlerts(ctx, { from: from.id, into: into.id, state: into.state })
    await insertPageEntry(ctx, { pageId: into.id, kind: 'took-in', personId: by, text: from.id })
    // What cannot wait does not wait under what can, whoever had either of them.
    if (from.urgency === 'high') await raisePage(ctx, into.id)
    await recordAudit(ctx, {
      action: 'pager.merge-page',
      about: { module: 'pager', id: from.id },
      detail: { into: into.id },
    })
    await endPage(ctx, from, by, { kind: 'merged', text: into.id })
    return getPageRow(ctx, from.id)
  })
}

/** In one order, so that two who merge them into each other do not wait for each other. */
async function lockBoth(ctx: Context, fromId: string, intoId: string): Promise<{ from: PageRow; into: PageRow }> {
  if (fromId === intoId) throw wrongInto(said`It is the same page.`)
  if (!(await findPage(ctx, intoId))) throw wrongInto(said`There is no such page.`)
  // Heartbeats before pages, as whoever hears of one that is down has them.
  await lockHeartbeatsOfPages(ctx, [fromId, intoId])
  const locked = new Map<string, PageRow | undefined>()
  for (const id of [fromId, intoId].toSorted()) locked.set(id, await lockPage(ctx, id))
  const [from, into] = [locked.get(fromId), locked.get(intoId)]
  if (!from || !into) throw new Error('a page was there, and is not')
  return { from, into }
}

const wrongInto = (detail: string): Problem =>
  new Problem(badInput, undefined, { errors: [{ pointer: '/into', detail }] })

function requireStanding(...pages: readonly PageRow[]): void {
  if (pages.some(({ state, teamId }) => state === 'resolved' || teamId === null))
    throw new Problem(conflict, said`One of them has ended, or is a test.`)
}
