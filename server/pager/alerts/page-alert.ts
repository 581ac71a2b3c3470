import { said } from '@bellwether/contract/said.ts'
import { type Context, now } from '../../platform/context.ts'
import { teamDirectory } from '../../people/people.ts'
import { pageTeam } from '../page-team.ts'
import { lockOpenPageAbout, lockStandingPageAbout, type PageRow } from '../pager.store.ts'
import { raisePage } from '../raise-page.ts'
import { type Destination, storm } from '../routing/routing.rules.ts'
import { bodyOf } from './alert-event.ts'
import * as store from './alert.store.ts'

interface Paging {
  readonly alert: Pick<store.AlertRow, 'id' | 'state'>
  readonly words: { readonly title: string; readonly body: string }
  readonly to: Destination
}

/** For verbs: puts an alert that has no page on one, its own or one of several, in the caller's transaction. */
export async function pageAlert(ctx: Context, source: store.SourceRow, asked: Paging): Promise<void> {
  const to = await standing(ctx, source, asked.to)
  const paging = { ...asked, to }
  const { alert } = paging
  const joined = to.group && (await joinedPage(ctx, to.group.id, to))
  const change = { pagedAt: now(ctx), kept: null }
  if (!joined) {
    await store.updateAlert(ctx, alert.id, { ...change, pageId: await openPage(ctx, source, paging) })
    return
  }
  // Whoever has the page has this as well.
  await store.updateAlert(ctx, alert.id, { ...change, pageId: joined.id, state: joined.state })
  if (to.urgency === 'high') await raisePage(ctx, joined.id)
}

/** Where the team of a rule is dissolved the source's own is paged. */
async function standing(ctx: Context, { teamId }: store.SourceRow, to: Destination): Promise<Destination> {
  if (to.teamId === teamId) return to
  const isThere = (await teamDirectory(ctx)).some(({ id }) => id === to.teamId)
  return isThere ? to : { ...to, teamId }
}

/**
 * The page of a group that has not ended. One that can wait and that somebody has is none for what cannot, and one that a
 * program has is none for anything: nobody is awake for it.
 */
async function joinedPage(
  ctx: Context,
  groupId: string,
  { teamId, urgency }: Destination,
): Promise<PageRow | undefined> {
  const page = await lockStandingPageAbout(ctx, aboutIt(groupId), teamId)
  if (page?.state !== 'acknowledged') return page
  return page.acknowledgedBy === null || (page.urgency === 'low' && urgency === 'high') ? undefined : page
}

async function openPage(ctx: Context, source: store.SourceRow, { alert, words, to }: Paging): Promise<string> {
  const { teamId, urgency, group } = to
  const since = new Date(now(ctx).getTime() - storm.milliseconds)
  if ((await store.countPagesSince(ctx, { sourceId: source.id, teamId }, since)) >= storm.pages)
    return stormOf(ctx, source, { words, to })
  const { title } = words
  if (!group) return pageTeam(ctx, { teamId, title, body: words.body, urgency, about: aboutIt(alert.id) })
  const body = bodyOf([said`Alerts that follow by the rule “${group.name}” are this page together.`, words.body])
  return pageTeam(ctx, { teamId, title, body, urgency, about: aboutIt(group.id) })
}

async function stormOf(ctx: Context, source: store.SourceRow, { words, to }: Omit<Paging, 'alert'>): Promise<string> {
  const { teamId, urgency } = to
  const open = await lockOpenPageAbout(ctx, aboutIt(source.id), teamId)
  if (open) {
    if (urgency === 'high') await raisePage(ctx, open.id)
    return open.id
  }
  return pageTeam(ctx, {
    teamId,
    title: said`A storm of alerts of ${source.name}`,
    body: said`More than ${storm.pages} alerts in five minutes: those that follow are this page together. The first of them: ${words.title}`,
    urgency,
    about: aboutIt(source.id),
  })
}

const aboutIt = (id: string) => ({ module: 'pager', id, path: '/on-call' })
