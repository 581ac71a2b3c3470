import { said } from '@bellwether/contract/said.ts'
import { type Context, now } from '../../platform/context.ts'
import { teamDirectory } from '../../people/people.ts'
import { pageTeam } from '../page-team.ts'
import { findStandingPages, lockStandingPages, type PageRow } from '../pager.store.ts'
import { isPutOff } from '../put-off.ts'
import { raisePage } from '../raise-page.ts'
import { type Destination, storm } from '../routing/routing.rules.ts'
import { bodyOf } from './alert-event.ts'
import * as store from './alert.store.ts'
import * as ofPages from './page-alerts.store.ts'

interface Paging {
  readonly alert: Pick<store.AlertRow, 'id' | 'state' | 'sourceId' | 'keyHash'>
  readonly words: { readonly title: string; readonly body: string }
  readonly to: Destination
}

/** For verbs: puts an alert that has no page on one, its own or one of several, in the caller's transaction. */
export async function pageAlert(ctx: Context, source: store.SourceRow, paging: Paging): Promise<void> {
  const { group, teamId, urgency } = paging.to
  const ids = [source.id, ...(group ? [group.id] : [])]
  const pages = await lockStandingPages(ctx, { module, ids, teamId })
  const storms = pages.filter(({ aboutId }) => aboutId === source.id)
  const going = await stormsGoing(ctx, storms)
  // What was opened last is what others were told to join.
  const joined = await firstJoined(ctx, [...pages.filter(({ aboutId }) => aboutId === group?.id), ...going], paging)
  const change = { pagedAt: now(ctx), kept: null, heldFor: null }
  if (!joined) {
    const isStorm = going.length > 0 || (await isStormNow(ctx, source, teamId))
    const pageId = await (isStorm ? openStorm(ctx, source, { paging, storms }) : openPage(ctx, paging))
    await store.updateAlert(ctx, paging.alert.id, { ...change, pageId })
    return
  }
  // Whoever has the page has this as well.
  await store.updateAlert(ctx, paging.alert.id, { ...change, pageId: joined.id, state: joined.state })
  if (urgency === 'high') await raisePage(ctx, joined.id)
}

/** For verbs: the pages on which alerts of a source come together. */
export const findSharedPages = (
  ctx: Context,
  { id, routing }: Pick<store.SourceRow, 'id' | 'routing'>,
): Promise<string[]> => findStandingPages(ctx, module, [id, ...routing.map((rule) => rule.id)])

/** For verbs: where the team of a rule is dissolved the source's own is paged. */
export async function standing(ctx: Context, { teamId }: store.SourceRow, to: Destination): Promise<Destination> {
  if (to.teamId === teamId) return to
  const isThere = (await teamDirectory(ctx)).some(({ id }) => id === to.teamId)
  return isThere ? to : { ...to, teamId }
}

/** A storm goes on as long as its page gets alerts: however many there are, they are not counted again. */
async function stormsGoing(ctx: Context, storms: readonly PageRow[]): Promise<PageRow[]> {
  const since = now(ctx).getTime() - storm.milliseconds
  const lastAt = await Promise.all(storms.map(({ id }) => ofPages.findLastPagedAt(ctx, id)))
  return storms.filter((_, place) => (lastAt[place]?.getTime() ?? 0) > since)
}

async function isStormNow(ctx: Context, { id: sourceId }: store.SourceRow, teamId: string): Promise<boolean> {
  const since = new Date(now(ctx).getTime() - storm.milliseconds)
  return (await ofPages.countPagesSince(ctx, { sourceId, teamId }, since)) >= storm.pages
}

async function firstJoined(ctx: Context, pages: readonly PageRow[], paging: Paging): Promise<PageRow | undefined> {
  for (const page of pages) if (await isJoined(ctx, page, paging)) return page
  return undefined
}

/**
 * One that can wait and that somebody has takes in nothing that cannot, and one that a program has nothing: nobody is awake for
 * it. One that was put off takes in nothing that nobody has looked at.
 */
async function isJoined(ctx: Context, page: PageRow, { alert, to: { urgency } }: Paging): Promise<boolean> {
  if (page.state !== 'acknowledged') return true
  if (page.acknowledgedBy === null || (page.urgency === 'low' && urgency === 'high')) return false
  return !(await isPutOff(ctx, page)) || ofPages.wasOnPage(ctx, page.id, alert)
}

async function openPage(ctx: Context, { alert, words, to }: Paging): Promise<string> {
  const { teamId, urgency, group } = to
  const { title } = words
  if (!group) return pageTeam(ctx, { teamId, title, body: words.body, urgency, about: aboutIt(alert.id) })
  const body = bodyOf([said`Alerts that follow by the rule “${group.name}” are this page together.`, words.body])
  return pageTeam(ctx, { teamId, title, body, urgency, about: aboutIt(group.id) })
}

/** Also where the page of a storm takes nothing in, as somebody put it off: what comes then is another one, and not many. */
async function openStorm(
  ctx: Context,
  source: store.SourceRow,
  { paging, storms }: { paging: Paging; storms: readonly PageRow[] },
): Promise<string> {
  const { teamId, urgency } = paging.to
  const open = storms.find(({ state }) => state === 'open')
  if (open) {
    if (urgency === 'high') await raisePage(ctx, open.id)
    return open.id
  }
  return pageTeam(ctx, {
    teamId,
    title: said`A storm of alerts of ${source.name}`,
    body: said`More than ${storm.pages} alerts in five minutes: those that follow are this page together. The first of them: ${paging.words.title}`,
    urgency,
    about: aboutIt(source.id),
  })
}

const module = 'pager'
const aboutIt = (id: string) => ({ module, id, path: '/on-call' })
