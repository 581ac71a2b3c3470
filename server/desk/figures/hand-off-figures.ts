import type { HandOffFigures, HandOffSplit } from '@bellwether/contract/desk-figures.ts'
import { said } from '@bellwether/contract/said.ts'
import { getTeam, namesById } from '../../people/people.ts'
import type { Context } from '../../platform/context.ts'
import { allow } from '../../platform/permissions.ts'
import { askedWeeks, type Period } from './asked-weeks.ts'
import { rowsOfWeeks, rowsWithMost } from './figure-rows.rules.ts'
import { handOffFigures, type HandOffSums, type WeekSums } from './figure.rules.ts'
import { findHandOffWeeks } from './figure.store.ts'
import { refreshFacts } from './refresh-facts.ts'

interface Asked extends Period {
  readonly by: HandOffSplit
  readonly team?: string | undefined
}

/** How the hand-offs went that were asked in these weeks. */
export async function getHandOffFigures(ctx: Context, { by, team, ...period }: Asked) {
  allow(ctx, 'desk.read')
  const { weeks, before } = askedWeeks(period)
  await refreshFacts(ctx)
  const teamId = team === undefined ? undefined : (await getTeam(ctx, team)).id
  const [all, earlier] = await Promise.all([
    findHandOffWeeks(ctx, 'week', { mondays: weeks.mondays, teamId }),
    findHandOffWeeks(ctx, 'week', { mondays: before.mondays, teamId }),
  ])
  const asked = (figures: HandOffFigures): number => figures.asked
  const { rows, more } =
    by === 'week'
      ? { rows: rowsOfWeeks(weeks.mondays, all, handOffFigures), more: 0 }
      : rowsWithMost(await findHandOffWeeks(ctx, by, { mondays: weeks.mondays, teamId }), handOffFigures, asked)
  const names = await namesOf(
    ctx,
    by,
    rows.flatMap(({ key }) => key ?? []),
  )
  return {
    from: weeks.from,
    until: weeks.until,
    totals: totalOf(all),
    before: { from: before.from, until: before.until, totals: totalOf(earlier) },
    rows: rows.map((row) => ({ ...row, name: names(row.key ?? '') })),
    more,
  }
}

const totalOf = (weeks: readonly WeekSums<HandOffSums>[]): HandOffFigures =>
  handOffFigures(weeks.map(({ sums }) => sums))

async function namesOf(ctx: Context, by: HandOffSplit, keys: readonly string[]): Promise<(key: string) => string> {
  if (by === 'week') return (key) => key
  const names = await namesById(ctx, by === 'team' ? { teams: keys } : { people: keys })
  const nameOf = (key: string): string => (by === 'team' ? names.team(key).name : names.person(key).name)
  return (key) => (key === '' ? said`Asked in private` : nameOf(key))
}
