import { randomBytes } from 'node:crypto'
import { notFound } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { recordAudit } from '../../platform/audit/record-audit.ts'
import { type Context, now } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import type { Page } from '../../platform/database/page-by-key.ts'
import { hashToken } from '../../platform/links/secret-token.ts'
import { getTeam } from '../../people/people.ts'
import { allow } from '../../platform/permissions.ts'
import { alreadyThere, Problem } from '../../platform/problem.ts'
import { forgetHeldFor } from '../maintenance/maintenance.store.ts'
import { findPage } from '../pager.store.ts'
import { pauseOf } from '../pauses.ts'
import { renewedKey, type Renewal } from '../renewed-key.ts'
import * as store from './alert.store.ts'
import { endAlertsOf } from './end-alerts.ts'
import { presentSource, presentSources, presentWithKey } from './present-source.ts'

interface Written {
  readonly team: string
  readonly name: string
}

/** Where alerts come from. */
export async function listAlertSources(ctx: Context) {
  allow(ctx, 'pager.read')
  return { items: await presentSources(ctx, await store.findSources(ctx)) }
}

/** Adds a source of alerts that page a team. Its key is shown this once: only its hash is kept. */
export async function addAlertSource(ctx: Context, { team: slug, name }: Written) {
  allow(ctx, 'pager.write')
  return inTransaction(ctx, async (ctx) => {
    const { id: teamId } = await getTeam(ctx, slug)
    await store.lockSourceNames(ctx, teamId)
    const key = newKey()
    const source = await store.insertSource(ctx, { teamId, name, keyHash: hashToken(key) })
    if (!source) throw hasOne(name)
    await audit(ctx, 'add-alert-source', source)
    return presentWithKey(ctx, source, key)
  })
}

/** Calls a source otherwise, or has it page another team from now on. Pages that are open stay where they are. */
export async function changeAlertSource(ctx: Context, id: string, { team: slug, name }: Written) {
  allow(ctx, 'pager.write')
  return inTransaction(ctx, async (ctx) => {
    const { id: teamId } = await getTeam(ctx, slug)
    await store.lockSourceNames(ctx, teamId)
    await store.lockSource(ctx, id)
    await getSource(ctx, id)
    const isTaken = (await store.findSources(ctx)).some((one) => one.id !== id && isSame(one, { teamId, name }))
    if (isTaken) throw hasOne(name)
    await store.updateSource(ctx, id, { teamId, name })
    await forgetHeldFor(ctx, id)
    return changed(ctx, 'change-alert-source', id)
  })
}

const isSame = (one: { teamId: string; name: string }, other: { teamId: string; name: string }): boolean =>
  one.teamId === other.teamId && one.name === other.name

const hasOne = (name: string): Problem => alreadyThere('/name', said`The team has a source "${name}".`)

/** Lets the alerts of a source be kept without paging anybody, or no more: what is open still pages in a moment. */
export async function pauseAlertSource(ctx: Context, id: string, { isPaused }: { isPaused: boolean }) {
  allow(ctx, 'pager.write')
  return inTransaction(ctx, async (ctx) => {
    await store.lockSource(ctx, id)
    await store.updateSource(ctx, id, pauseOf(ctx, await getSource(ctx, id), isPaused))
    return changed(ctx, isPaused ? 'pause-alert-source' : 'resume-alert-source', id)
  })
}

/** Gives a source a new key, shown this once; the old one works for a day more, or stops now. */
export async function renewAlertSourceKey(ctx: Context, id: string, { oldKey }: Renewal) {
  allow(ctx, 'pager.write')
  return inTransaction(ctx, async (ctx) => {
    await store.lockSource(ctx, id)
    const key = newKey()
    const before = await getSource(ctx, id)
    const renewed = renewedKey(ctx, before, { newHash: hashToken(key), oldKey })
    // What leaked stood beside its address for mail.
    const mailTurn = before.mailTurn + Number(oldKey === 'stops-now')
    await store.updateSource(ctx, id, { ...renewed, mailTurn })
    const source = await getSource(ctx, id)
    await audit(ctx, 'renew-alert-source-key', source, { oldKey })
    return presentWithKey(ctx, source, key)
  })
}

/** As long as the keys that its senders know: 32 characters. */
const newKey = (): string => randomBytes(16).toString('hex')

async function changed(ctx: Context, action: string, id: string) {
  const source = await getSource(ctx, id)
  await audit(ctx, action, source)
  return presentSource(ctx, source)
}

/** Removes a source: its key works no more, and its open alerts are over. */
export async function removeAlertSource(ctx: Context, id: string): Promise<{ ended: number }> {
  allow(ctx, 'pager.write')
  return inTransaction(ctx, async (ctx) => {
    await store.lockSource(ctx, id)
    const source = await getSource(ctx, id)
    await store.updateSource(ctx, id, { removedAt: now(ctx) })
    const ended = (await store.countOpenAlerts(ctx)).get(id) ?? 0
    await endAlertsOf(ctx, id)
    await audit(ctx, 'remove-alert-source', source)
    return { ended }
  })
}

/** The alerts of a source, newest first. */
export async function listAlerts(ctx: Context, id: string, page: Page) {
  allow(ctx, 'pager.read')
  const source = await getSource(ctx, id)
  const { items, nextCursor } = await store.findAlerts(ctx, { ...page, sourceId: source.id })
  return { items: items.map(presentAlert), nextCursor }
}

/** An alert of a source, with what was sent and the page that it is on. */
export async function getAlert(ctx: Context, sourceId: string, id: string) {
  allow(ctx, 'pager.read')
  const source = await getSource(ctx, sourceId)
  const alert = await store.findAlert(ctx, source.id, id)
  if (!alert) throw new Problem(notFound, said`There is no such alert.`)
  const page = alert.pageId === null ? undefined : await findPage(ctx, alert.pageId)
  const { body, payload, endedAt } = alert
  return {
    ...presentAlert(alert),
    source: { id: source.id, name: source.name },
    body,
    payload,
    endedAt,
    page: page ? { id: page.id, title: page.title, state: page.state } : null,
  }
}

const presentAlert = (row: store.ListedAlert) => {
  const { id, keyShown: key, title, severity, state, count, firstAt, lastAt, pageId, kept } = row
  return { id, key, title, severity, state, count, firstAt, lastAt, pageId, kept }
}

/** For verbs: a source that was not removed. */
export async function getSource(ctx: Context, id: string): Promise<store.SourceRow> {
  const source = await store.findSource(ctx, id)
  if (!source) throw new Problem(notFound, said`There is no such source of alerts.`)
  return source
}

const audit = (
  ctx: Context,
  action: string,
  { id, name, teamId }: store.SourceRow,
  more: Record<string, string> = {},
) =>
  recordAudit(ctx, {
    action: `pager.${action}`,
    about: { module: 'pager', id },
    detail: { name, teamId, ...more },
  })
