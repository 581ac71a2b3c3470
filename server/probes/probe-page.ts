import { said } from '@bellwether/contract/said.ts'
import { countPagesAbout, endPagesAbout, pageTeam } from '../pager/pager.ts'
import type { Context } from '../platform/context.ts'
import { oneLine } from '../platform/one-line.ts'
import { asPart } from '../platform/permissions.ts'
import type { LookRow } from './look.store.ts'
import { findPagedAbout, lockPagesOfTeam, type ProbeRow, updateProbe } from './probe.store.ts'
import { targetOf } from './target.rules.ts'

/** So many pages of a team's probes at a time: those that follow are one page together. */
const pagesMax = 9

/** For verbs: pages the team of a probe that is down. */
export async function openPageOf(ctx: Context, probe: ProbeRow, looks: readonly LookRow[]): Promise<void> {
  await lockPagesOfTeam(ctx, probe.teamId)
  const alone = await findPagedAbout(ctx, probe.teamId)
  const isStorm = alone.size >= pagesMax
  await (isStorm ? joinStorm(ctx, probe) : pageAlone(ctx, probe, looks))
  await updateProbe(ctx, probe.id, { pagedAbout: isStorm ? probe.teamId : probe.id })
}

const aboutIt = (id: string) => ({ module: 'probes', id, path: '/probes' })

async function pageAlone(ctx: Context, { id, teamId, name, check, tries }: ProbeRow, looks: readonly LookRow[]) {
  const failed = looks.flatMap(({ location, error }) => (error === null ? [] : `${location}: ${error}`))
  await pageTeam(asPart(ctx), {
    teamId,
    title: oneLine(said`Probe ${name} is down`),
    body: [
      said`${targetOf(check).written} was not as expected ${tries} times in a row.`,
      ...(looks.length > 1 ? failed : looks.flatMap(({ error }) => error ?? [])),
    ].join('\n'),
    about: aboutIt(id),
  })
}

async function joinStorm(ctx: Context, { teamId, name }: ProbeRow): Promise<void> {
  // Somebody may have ended it though what it was about is not mended.
  if ((await countPagesAbout(asPart(ctx), aboutIt(teamId))) > 0) return
  await pageTeam(asPart(ctx), {
    teamId,
    title: said`Many probes are down`,
    body: [
      said`They are more than ${pagesMax}: those that follow are this page together.`,
      said`Probe ${name} is down`,
    ].join('\n'),
    about: aboutIt(teamId),
  })
}

/** For verbs: a probe needs nobody any more; its page ends with the last of those that are on it. */
export async function endPageOf(ctx: Context, { id, teamId, pagedAbout }: ProbeRow): Promise<void> {
  if (pagedAbout === null) return
  await lockPagesOfTeam(ctx, teamId)
  await updateProbe(ctx, id, { pagedAbout: null })
  if (!(await findPagedAbout(ctx, teamId)).has(pagedAbout)) await endPagesAbout(asPart(ctx), aboutIt(pagedAbout))
}
