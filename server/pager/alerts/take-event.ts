import { unavailable } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { type Context, now } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { allowJobsOnly } from '../../platform/permissions.ts'
import { Problem } from '../../platform/problem.ts'
import { endPage } from '../end-page.ts'
import { findMaintenanceOf } from '../maintenance/maintenance.store.ts'
import { insertPageEntry } from '../page-entry.store.ts'
import { isNeeded } from '../page-need.ts'
import { raisePage } from '../raise-page.ts'
import { findPage, lockPage, markAcknowledged } from '../pager.store.ts'
import { decide, type Destination } from '../routing/routing.rules.ts'
import type { AlertEvent } from './alert-event.ts'
import * as store from './alert.store.ts'
import * as ofPages from './page-alerts.store.ts'
import { findSharedPages, pageAlert, standing } from './page-alert.ts'

/** Takes several events of a source: all of them or none. */
export async function takeEvents(ctx: Context, source: store.SourceRow, events: readonly AlertEvent[]): Promise<void> {
  allowJobsOnly(ctx)
  if (events.length === 0) return
  const keys = events.map(({ key }) => key)
  await inTurn(ctx, source.id, () =>
    inTransaction(ctx, async (ctx) => {
      await store.lockSource(ctx, source.id)
      const own = await ofPages.findPagesOfAlerts(ctx, source.id, keys)
      // In one order, so that a batch and whoever merges two of its pages do not wait for each other.
      for (const pageId of [...new Set([...own, ...(await findSharedPages(ctx, source))])].toSorted())
        await lockPage(ctx, pageId)
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
  return inTurn(ctx, source.id, () => inTransaction(ctx, (ctx) => takeOne(ctx, source, event)))
}

interface Turns {
  last: Promise<unknown>
  waiting: number
}

const turns = new Map<string, Turns>()
/** Some seconds of work: whoever sends faster than we take hears so, and sends it again. */
const waitingMax = 2_000

/** One after the other in this process: a storm of one source holds one connection, and leaves the rest to all others. */
async function inTurn<Result>(ctx: Context, sourceId: string, take: () => Promise<Result>): Promise<Result> {
  // Who is in a transaction holds locks for which the others in the turn may wait: the lock of the source is its turn.
  if (ctx.db.isTransaction) return take()
  const own = turns.get(sourceId) ?? { last: Promise.resolve(), waiting: 0 }
  if (own.waiting >= waitingMax)
    throw new Problem(unavailable, said`Too much waits of this source: send it again later.`)
  own.waiting += 1
  turns.set(sourceId, own)
  const taking = own.last.then(take)
  own.last = taking.catch(() => undefined)
  try {
    return await taking
  } finally {
    own.waiting -= 1
    if (own.waiting === 0) turns.delete(sourceId)
  }
}

async function takeOne(ctx: Context, { id }: store.SourceRow, event: AlertEvent): Promise<string | undefined> {
  await store.lockSource(ctx, id)
  // What its rules say now, and not when its sender knocked; one that was removed meanwhile takes nothing.
  const source = await store.noteEvent(ctx, id)
  if (!source) return undefined
  const alert = await lockOpenAlert(ctx, id, event)
  if (event.action === 'trigger') return trigger(ctx, source, { event, alert })
  if (alert) await follow(ctx, alert, event)
  return alert?.id
}

/**
 * With its page first, as everybody does who changes both: then nobody ends the one while the other is followed. Until it
 * is locked a page may have been merged into another. What is on a page that has ended is over, also where its own end is to come.
 */
async function lockOpenAlert(ctx: Context, sourceId: string, event: AlertEvent): Promise<store.AlertRow | undefined> {
  let alert = await store.findOpenAlert(ctx, sourceId, event)
  for (let locked: string | null = null; alert && alert.pageId !== locked && alert.pageId !== null;) {
    locked = alert.pageId
    const page = await lockPage(ctx, locked)
    alert = await store.findOpenAlert(ctx, sourceId, event)
    if (page?.state !== 'resolved' || alert?.pageId !== locked) continue
    await store.endAlerts(ctx, { ids: [alert.id], on: [locked] })
    return undefined
  }
  return alert
}

async function trigger(
  ctx: Context,
  source: store.SourceRow,
  { event, alert: before }: { event: AlertEvent; alert: store.AlertRow | undefined },
): Promise<string> {
  const alert = before ?? (await store.insertAlert(ctx, source.id, event))
  if (before) await countAgain(ctx, before, event)
  const { place, to: routed } = decide(source.routing, source.teamId, event)
  // What informed and now warns pages then; what warned and now is an error cannot wait any more, whoever has it.
  if (alert.pageId !== null) {
    if (routed?.urgency !== 'high') return alert.id
    if (source.pausedAt === null) await raisePage(ctx, alert.pageId)
    else await store.updateAlert(ctx, alert.id, { kept: 'paused' })
    return alert.id
  }
  if (routed) await pageOrHold(ctx, source, { alert, event, routed })
  else await store.updateAlert(ctx, alert.id, { kept: keptBy(place), heldFor: null })
  return alert.id
}

async function pageOrHold(
  ctx: Context,
  source: store.SourceRow,
  { alert, event, routed }: { alert: store.AlertRow; event: AlertEvent; routed: Destination },
): Promise<void> {
  const to = await standing(ctx, source, routed)
  const held = await heldBy(ctx, source, to)
  if (held) await store.updateAlert(ctx, alert.id, { kept: held, heldFor: to.teamId })
  else await pageAlert(ctx, source, { alert, words: event, to })
}

async function countAgain(
  ctx: Context,
  { id, count, pageId }: store.AlertRow,
  { severity, title, body, payload }: AlertEvent,
): Promise<void> {
  // What may page later says then what it said last.
  const words = pageId === null ? { title, body } : {}
  const sent = payload === undefined ? {} : { payload }
  await store.updateAlert(ctx, id, { count: count + 1, lastAt: now(ctx), severity, ...words, ...sent })
}

/** For verbs: why an alert that would page a team does so later; null where it pages at once. */
export async function heldBy(
  ctx: Context,
  { id: sourceId, pausedAt }: Pick<store.SourceRow, 'id' | 'pausedAt'>,
  { teamId }: { teamId: string },
): Promise<'maintenance' | 'paused' | null> {
  if (pausedAt !== null) return 'paused'
  return (await findMaintenanceOf(ctx, { sourceId, teamId })) ? 'maintenance' : null
}

/** Of what pages nobody: a rule said so, or it only informs. */
export const keptBy = (place: number | null) => (place === null ? null : 'quiet')

async function follow(ctx: Context, alert: store.AlertRow, { action, note }: AlertEvent): Promise<void> {
  if (note && alert.pageId !== null) await insertPageEntry(ctx, { pageId: alert.pageId, kind: 'note', text: note })
  if (action === 'acknowledge') await acknowledge(ctx, alert)
  if (action === 'resolve') await resolve(ctx, alert)
}

/** A program that acknowledges is nobody who is awake, but its sender has them: nobody else is woken once it has all of a page. */
async function acknowledge(ctx: Context, alert: store.AlertRow): Promise<void> {
  // Of what has paged nobody nobody has anything: it may page later.
  if (alert.pageId === null) return
  await store.updateAlert(ctx, alert.id, { state: 'acknowledged' })
  if (await ofPages.hasUnansweredAlerts(ctx, alert.pageId)) return
  if (await markAcknowledged(ctx, alert.pageId, { personId: null, until: null }))
    await insertPageEntry(ctx, { pageId: alert.pageId, kind: 'acknowledged' })
}

async function resolve(ctx: Context, alert: store.AlertRow): Promise<void> {
  await store.updateAlert(ctx, alert.id, { state: 'resolved', endedAt: now(ctx) })
  if (alert.pageId !== null && !(await isNeeded(ctx, alert.pageId))) await endPageById(ctx, alert.pageId)
}

/** For verbs: what a page was opened for is over. */
export async function endPageById(ctx: Context, pageId: string): Promise<void> {
  const page = await findPage(ctx, pageId)
  if (page) await endPage(ctx, page, null)
}
