import type { PageUrgency } from '@bellwether/contract/pager-pages.ts'
import { said } from '@bellwether/contract/said.ts'
import { type Context, now } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { allowJobsOnly } from '../../platform/permissions.ts'
import { endPage } from '../end-page.ts'
import { insertPageEntry } from '../page-entry.store.ts'
import { pageTeam } from '../page-team.ts'
import { raisePage } from '../raise-page.ts'
import { findPage, lockOpenPageAbout, lockPage, markAcknowledged } from '../pager.store.ts'
import { type AlertEvent, urgencyOf } from './alert-event.ts'
import * as store from './alert.store.ts'

/** So many pages of one source in so much time are a storm: the next alerts are one page together. */
const storm = { pages: 9, milliseconds: 5 * 60_000 }

/** Takes several events of a source: all of them or none. */
export async function takeEvents(ctx: Context, source: store.SourceRow, events: readonly AlertEvent[]): Promise<void> {
  allowJobsOnly(ctx)
  await inTurn(source.id, () =>
    inTransaction(ctx, async (ctx) => {
      for (const event of events) await takeOne(ctx, source, event)
    }),
  )
}

/**
 * Takes an event of a source; it is durable when this resolves. An alert is named by its key: as long as it is open the
 * same key is counted and pages nobody again, after it is over the key means another one. What acknowledges or resolves
 * an alert that is not open is left out, as senders repeat themselves. Answers the id of the alert, if there is one.
 */
export async function takeEvent(ctx: Context, source: store.SourceRow, event: AlertEvent): Promise<string | undefined> {
  allowJobsOnly(ctx)
  return inTurn(source.id, () => inTransaction(ctx, (ctx) => takeOne(ctx, source, event)))
}

const turns = new Map<string, Promise<unknown>>()

/** One after the other in this process: a storm of one source holds one connection, and leaves the rest to all others. */
async function inTurn<Result>(sourceId: string, take: () => Promise<Result>): Promise<Result> {
  const taking = (turns.get(sourceId) ?? Promise.resolve()).then(take)
  const ended = taking.catch(() => undefined)
  turns.set(sourceId, ended)
  void ended.then(() => turns.get(sourceId) === ended && turns.delete(sourceId))
  return taking
}

async function takeOne(ctx: Context, source: store.SourceRow, event: AlertEvent): Promise<string | undefined> {
  await store.lockSource(ctx, source.id)
  await store.updateSource(ctx, source.id, { lastEventAt: now(ctx) })
  const alert = await lockOpenAlert(ctx, source.id, event)
  if (event.action === 'trigger') return trigger(ctx, source, { event, alert })
  if (alert) await follow(ctx, alert, event)
  return alert?.id
}

/** With its page first, as everybody does who changes both: then nobody ends the one while the other is followed. */
async function lockOpenAlert(ctx: Context, sourceId: string, event: AlertEvent): Promise<store.AlertRow | undefined> {
  const alert = await store.findOpenAlert(ctx, sourceId, event)
  if (!alert?.pageId) return alert
  await lockPage(ctx, alert.pageId)
  return store.findOpenAlert(ctx, sourceId, event)
}

async function trigger(
  ctx: Context,
  source: store.SourceRow,
  { event, alert: before }: { event: AlertEvent; alert: store.AlertRow | undefined },
): Promise<string> {
  const alert = before ?? (await store.insertAlert(ctx, source.id, event))
  const { severity } = event
  if (before) await store.updateAlert(ctx, alert.id, { count: alert.count + 1, lastAt: now(ctx), severity })
  const urgency = urgencyOf(severity)
  if (urgency === null || alert.state !== 'open') return alert.id
  // What informed and now warns pages then; what warned and now is an error cannot wait any more.
  if (alert.pageId === null)
    await store.updateAlert(ctx, alert.id, { pageId: await openPage(ctx, source, { alert, event, urgency }) })
  else if (urgency === 'high') await raisePage(ctx, alert.pageId)
  return alert.id
}

async function openPage(
  ctx: Context,
  source: store.SourceRow,
  { alert, event, urgency }: { alert: store.AlertRow; event: AlertEvent; urgency: PageUrgency },
): Promise<string> {
  const since = new Date(now(ctx).getTime() - storm.milliseconds)
  if ((await store.countPagesSince(ctx, source.id, since)) < storm.pages)
    return pageTeam(ctx, {
      teamId: source.teamId,
      title: event.title,
      body: event.body,
      urgency,
      about: aboutIt(alert.id),
    })
  const open = await lockOpenPageAbout(ctx, aboutIt(source.id))
  if (open) {
    if (urgency === 'high') await raisePage(ctx, open.id)
    return open.id
  }
  return pageTeam(ctx, {
    teamId: source.teamId,
    title: said`A storm of alerts of ${source.name}`,
    body: said`More than ${storm.pages} alerts in five minutes: those that follow are this page together. The first of them: ${event.title}`,
    urgency,
    about: aboutIt(source.id),
  })
}

const aboutIt = (id: string) => ({ module: 'pager', id, path: '/on-call' })

async function follow(ctx: Context, alert: store.AlertRow, { action, note }: AlertEvent): Promise<void> {
  if (note && alert.pageId !== null) await insertPageEntry(ctx, { pageId: alert.pageId, kind: 'note', text: note })
  if (action === 'acknowledge') await acknowledge(ctx, alert)
  if (action === 'resolve') await resolve(ctx, alert)
}

/** A program that acknowledges is nobody who is awake, but its sender has them: nobody else is woken. */
async function acknowledge(ctx: Context, alert: store.AlertRow): Promise<void> {
  await store.updateAlert(ctx, alert.id, { state: 'acknowledged' })
  const page = alert.pageId === null ? undefined : await findPage(ctx, alert.pageId)
  if (!page || page.aboutId !== alert.id) return
  if (await markAcknowledged(ctx, page.id, { personId: null, until: null }))
    await insertPageEntry(ctx, { pageId: page.id, kind: 'acknowledged' })
}

async function resolve(ctx: Context, alert: store.AlertRow): Promise<void> {
  await store.updateAlert(ctx, alert.id, { state: 'resolved' })
  if (alert.pageId !== null && !(await store.hasOpenAlerts(ctx, alert.pageId))) await endPageById(ctx, alert.pageId)
}

/** For verbs: what a page was opened for is over. */
export async function endPageById(ctx: Context, pageId: string): Promise<void> {
  const page = await findPage(ctx, pageId)
  if (page) await endPage(ctx, page, null)
}
