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
  const joined = await joinedPage(ctx, source, { ...paging, pages })
  const change = { pagedAt: now(ctx), kept: null, heldFor: null }
  if (!joined) {
    const pageId = await openPage(ctx, source, { ...paging, pages })
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

/**
 * The page that an alert joins: that of its group, or of the storm that its source is in. What was opened last is what others
 * were told to join.
 */
async function joinedPage(ctx: Context, source: store.SourceRow, opening: Opening): Promise<PageRow | undefined> {
  const { group } = opening.to
  const ofGroup = opening.pages.filter(({ aboutId }) => aboutId === group?.id)
  const ofStorm = opening.pages.filter(({ aboutId }) => aboutId === source.id)
  for (const page of ofGroup) if (await isJoined(ctx, page, opening)) return page
  for (const page of ofStorm) if ((await isStorming(ctx, page)) && (await isJoined(ctx, page, opening))) return page
  return undefined
}

/** A storm goes on as long as its page gets alerts: however many there are, they are not counted again. */
async function isStorming(ctx: Context, page: PageRow): Promise<boolean> {
  const lastAt = await ofPages.findLastPagedAt(ctx, page.id)
  return lastAt !== null && now(ctx).getTime() - lastAt.getTime() < storm.milliseconds
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

interface Opening extends Paging {
  /** Those that several alerts of the source share. */
  readonly pages: readonly PageRow[]
}

async function openPage(ctx: Context, source: store.SourceRow, opening: Opening): Promise<string> {
  const { alert, words, to } = opening
  const { teamId, urgency, group } = to
  if (await isInStorm(ctx, source, opening)) return stormOf(ctx, source, opening)
  const { title } = words
  if (!group) return pageTeam(ctx, { teamId, title, body: words.body, urgency, about: aboutIt(alert.id) })
  const body = bodyOf([said`Alerts that follow by the rule “${group.name}” are this page together.`, words.body])
  return pageTeam(ctx, { teamId, title, body, urgency, about: aboutIt(group.id) })
}

/** Also where the page of a storm takes nothing in, as somebody put it off: what comes then is another one, and not many. */
async function isInStorm(ctx: Context, { id: sourceId }: store.SourceRow, { pages, to }: Opening): Promise<boolean> {
  for (const page of pages) if (page.aboutId === sourceId && (await isStorming(ctx, page))) return true
  const since = new Date(now(ctx).getTime() - storm.milliseconds)
  return (await ofPages.countPagesSince(ctx, { sourceId, teamId: to.teamId }, since)) >= storm.pages
}

async function stormOf(ctx: Context, source: store.SourceRow, { words, to, pages }: Opening): Promise<string> {
  const { teamId, urgency } = to
  const open = pages.find(({ aboutId, state }) => aboutId === source.id && state === 'open')
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

const module = 'pager'
const aboutIt = (id: string) => ({ module, id, path: '/on-call' })
