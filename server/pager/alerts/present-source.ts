import type { Context } from '../../platform/context.ts'
import { type Names, namesById } from '../../people/people.ts'
import { countHeld } from '../maintenance/maintenance.store.ts'
import { presentPause } from '../pauses.ts'
import { presentOldKey } from '../renewed-key.ts'
import { countOpenAlerts, type SourceRow } from './alert.store.ts'
import { mailAddressOf } from './mail-address.ts'

/** Sources as they are shown: never with a key. */
export async function presentSources(ctx: Context, sources: readonly SourceRow[]) {
  const [open, held] = [await countOpenAlerts(ctx), await countHeld(ctx, 'paused')]
  const names = await namesById(ctx, {
    teams: sources.map(({ teamId }) => teamId),
    people: sources.map(({ pausedBy }) => pausedBy),
  })
  return sources.map((source) => ({
    ...present(ctx, source, names),
    openAlerts: open.get(source.id) ?? 0,
    heldAlerts: held.filter(({ sourceId }) => sourceId === source.id).reduce((sum, { count }) => sum + count, 0),
  }))
}

export async function presentSource(ctx: Context, source: SourceRow) {
  const [presented] = await presentSources(ctx, [source])
  if (!presented) throw new Error('a source was presented as nothing')
  return presented
}

const present = (ctx: Context, source: SourceRow, names: Names) => ({
  id: source.id,
  team: names.team(source.teamId),
  name: source.name,
  addedAt: source.addedAt,
  lastEventAt: source.lastEventAt,
  paused: presentPause(source, names),
  oldKey: presentOldKey(ctx, source),
})

/** The same with what its senders need; a key is in nobody's hands but those of who made it. */
export const presentWithKey = async (ctx: Context, source: SourceRow, key: string) => ({
  ...(await presentSource(ctx, source)),
  key,
  pagerDutyUrl: `${ctx.baseUrl}/v2/enqueue`,
  alertmanagerUrl: `${ctx.baseUrl}/integrations/alertmanager/${key}`,
  opsgenieUrl: ctx.baseUrl,
  slackUrl: `${ctx.baseUrl}/integrations/slack/${key}`,
  victorOpsUrl: `${ctx.baseUrl}/integrations/victorops/${key}`,
  webhookUrl: `${ctx.baseUrl}/integrations/webhook/${key}`,
  mailAddress: mailAddressOf(ctx, source) ?? null,
})
