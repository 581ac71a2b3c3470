import { randomBytes } from 'node:crypto'
import { notFound } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { recordAudit } from '../../platform/audit/record-audit.ts'
import { type Context, now } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import type { Page } from '../../platform/database/page-by-key.ts'
import { hashToken } from '../../platform/links/secret-token.ts'
import { getTeam, type Names, namesById } from '../../people/people.ts'
import { allow } from '../../platform/permissions.ts'
import { alreadyThere, Problem } from '../../platform/problem.ts'
import { isNeeded } from '../page-need.ts'
import { lockPage } from '../pager.store.ts'
import * as store from './alert.store.ts'
import { mailAddressOf } from './mail-address.ts'
import { endPageById } from './take-event.ts'

/** Where alerts come from. */
export async function listAlertSources(ctx: Context) {
  allow(ctx, 'pager.read')
  const sources = await store.findSources(ctx)
  const open = await store.countOpenAlerts(ctx)
  const names = await namesById(ctx, { teams: sources.map(({ teamId }) => teamId) })
  return { items: sources.map((source) => present(source, names, open.get(source.id) ?? 0)) }
}

/** Adds a source of alerts that page a team. Its key is shown this once: only its hash is kept. */
export async function addAlertSource(ctx: Context, { team: slug, name }: { team: string; name: string }) {
  allow(ctx, 'pager.write')
  return inTransaction(ctx, async (ctx) => {
    const { id: teamId } = await getTeam(ctx, slug)
    // As long as the keys that its senders know: 32 characters.
    const key = randomBytes(16).toString('hex')
    const source = await store.insertSource(ctx, { teamId, name, keyHash: hashToken(key) })
    if (!source) throw alreadyThere('/name', said`The team has a source "${name}".`)
    await audit(ctx, 'add-alert-source', source)
    const names = await namesById(ctx, { teams: [teamId] })
    return {
      ...present(source, names, 0),
      key,
      ...addressesOf(ctx, key),
      mailAddress: mailAddressOf(ctx, source.id) ?? null,
    }
  })
}

const addressesOf = ({ baseUrl }: Context, key: string) => ({
  pagerDutyUrl: `${baseUrl}/v2/enqueue`,
  alertmanagerUrl: `${baseUrl}/integrations/alertmanager/${key}`,
  opsgenieUrl: baseUrl,
  slackUrl: `${baseUrl}/integrations/slack/${key}`,
  victorOpsUrl: `${baseUrl}/integrations/victorops/${key}`,
  webhookUrl: `${baseUrl}/integrations/webhook/${key}`,
})

/** Removes a source: its key works no more, and its open alerts are over. */
export async function removeAlertSource(ctx: Context, id: string): Promise<{ ended: number }> {
  allow(ctx, 'pager.write')
  return inTransaction(ctx, async (ctx) => {
    await store.lockSource(ctx, id)
    const source = await getSource(ctx, id)
    await store.updateSource(ctx, id, { removedAt: now(ctx) })
    // Pages before alerts, as everybody does who changes both; one on which others' alerts are goes on for them.
    for (const pageId of await store.findPagesOfSource(ctx, id)) await lockPage(ctx, pageId)
    const { ended, pageIds } = await store.resolveAlertsOf(ctx, id)
    for (const pageId of pageIds) if (!(await isNeeded(ctx, pageId))) await endPageById(ctx, pageId)
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

const presentAlert = (row: store.AlertRow) => {
  const { id, keyShown: key, title, severity, state, count, firstAt, lastAt, pageId, kept } = row
  return { id, key, title, severity, state, count, firstAt, lastAt, pageId, kept }
}

/** For verbs: a source that was not removed. */
export async function getSource(ctx: Context, id: string): Promise<store.SourceRow> {
  const source = await store.findSource(ctx, id)
  if (!source) throw new Problem(notFound, said`There is no such source of alerts.`)
  return source
}

const present = ({ id, teamId, name, addedAt, lastEventAt }: store.SourceRow, names: Names, openAlerts: number) => ({
  id,
  team: names.team(teamId),
  name,
  addedAt,
  lastEventAt,
  openAlerts,
})

const audit = (ctx: Context, action: string, { id, name, teamId }: store.SourceRow) =>
  recordAudit(ctx, { action: `pager.${action}`, about: { module: 'pager', id }, detail: { name, teamId } })
