import { said } from '@bellwether/contract/said.ts'
import type { Context } from '../../platform/context.ts'
import { bodyOf, titleOf } from '../alerts/alert-event.ts'
import { endPageById } from '../alerts/take-event.ts'
import { isNeeded } from '../page-need.ts'
import { pageTeam } from '../page-team.ts'
import { lockOpenPageAbout, lockPage } from '../pager.store.ts'
import { countPages, type HeartbeatRow, lockPagesOfTeam, updateHeartbeat } from './heartbeat.store.ts'

/** So many pages of a team's heartbeats at a time: those that follow are one page together. */
const pagesMax = 9

/** For verbs: pages the team of a heartbeat that is down. */
export async function openPageOf(
  ctx: Context,
  heartbeat: HeartbeatRow,
  words: { title: string; lines: readonly string[] },
): Promise<void> {
  await lockPagesOfTeam(ctx, heartbeat.teamId)
  const isStorm = (await countPages(ctx, heartbeat.teamId)) >= pagesMax
  const pageId = isStorm ? await stormOf(ctx, heartbeat, words) : await pageAlone(ctx, heartbeat, words)
  await updateHeartbeat(ctx, heartbeat.id, { pageId })
}

const pageAlone = (
  ctx: Context,
  { id, teamId }: HeartbeatRow,
  { title, lines }: { title: string; lines: readonly string[] },
): Promise<string> => pageTeam(ctx, { teamId, title: titleOf(title), body: bodyOf(lines), about: aboutIt(id) })

async function stormOf(ctx: Context, { teamId }: HeartbeatRow, { title }: { title: string }): Promise<string> {
  const open = await lockOpenPageAbout(ctx, aboutIt(teamId))
  if (open) return open.id
  return pageTeam(ctx, {
    teamId,
    title: said`Many heartbeats are missed or failed`,
    body: bodyOf([said`They are more than ${pagesMax}: those that follow are this page together.`, title]),
    about: aboutIt(teamId),
  })
}

const aboutIt = (id: string) => ({ module: 'pager', id, path: '/on-call' })

/** For verbs: a heartbeat needs nobody any more; its page ends with the last of those that are on it. */
export async function endPageOf(ctx: Context, { id, teamId, pageId }: HeartbeatRow): Promise<void> {
  if (pageId === null) return
  await lockPagesOfTeam(ctx, teamId)
  await updateHeartbeat(ctx, id, { pageId: null })
  // Whatever comes to it meanwhile is seen.
  await lockPage(ctx, pageId)
  if (!(await isNeeded(ctx, pageId))) await endPageById(ctx, pageId)
}
