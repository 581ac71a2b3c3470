import { createHash } from 'node:crypto'
import ical, { ICalCalendarMethod } from 'ical-generator'
import { notFound } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { type Context, now } from '../../platform/context.ts'
import { hashToken } from '../../platform/links/secret-token.ts'
import { type Names, namesById, sayTo, staffWhoMay } from '../../people/people.ts'
import { allowJobsOnly } from '../../platform/permissions.ts'
import { Problem } from '../../platform/problem.ts'
import { shiftsBetween } from '../rota.rules.ts'
import { findRotasOf, findRotasWith, type Rota } from '../rota.store.ts'
import { findFeedByToken, markFeedRead } from './feed.store.ts'

const dayMilliseconds = 86_400_000
const daysAfter = 180

/** The same for a month, so that a shift which began earlier is not cut elsewhere each day. */
const monthBefore = (at: Date): Date => new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() - 1, 1))

/** The calendar behind the secret address of a feed, as long as whoever made it may see shifts. */
export async function readShiftFeed(ctx: Context, token: string): Promise<string> {
  allowJobsOnly(ctx)
  const feed = await findFeedByToken(ctx, hashToken(token))
  const owner = feed && (await staffWhoMay(ctx, 'pager.read')).find(({ id }) => id === feed.personId)
  if (!feed || !owner) throw new Problem(notFound, said`There is no such feed, or no longer.`)
  await markFeedRead(ctx, feed.id)
  const isOwn = feed.teamId === null
  const say = sayTo(owner)
  const rotas = feed.teamId === null ? await findRotasWith(ctx, owner.id) : await findRotasOf(ctx, feed.teamId)
  const span = {
    from: monthBefore(now(ctx)),
    to: new Date(now(ctx).getTime() + daysAfter * dayMilliseconds),
  }
  const shifts = rotas.flatMap((rota) => shiftsBetween(rota, span.from, span.to).map((shift) => ({ rota, ...shift })))
  const shown = isOwn ? shifts.filter(({ personId }) => personId === owner.id) : shifts
  const names = await namesById(ctx, {
    teams: [feed.teamId, ...rotas.map(({ teamId }) => teamId)],
    people: shown.map(({ personId }) => personId),
  })
  const whose = feed.teamId === null ? owner.name : names.team(feed.teamId).name
  return calendarOf(ctx, { name: say`Shifts of ${whose}`, shifts: shown, names, isOwn })
}

interface Shown {
  readonly rota: Rota
  readonly personId: string
  readonly startsAt: Date
  readonly endsAt: Date
}

function calendarOf(
  ctx: Context,
  { name, shifts, names, isOwn }: { name: string; shifts: readonly Shown[]; names: Names; isOwn: boolean },
): string {
  const calendar = ical({
    name,
    prodId: { company: 'Bellwether', product: 'On call' },
    method: ICalCalendarMethod.PUBLISH,
    // As often as a reader is willing to ask.
    ttl: 3600,
  })
  for (const { rota, personId, startsAt, endsAt } of shifts) {
    const team = names.team(rota.teamId).name
    const what = `${team}, ${rota.name}`
    calendar.createEvent({
      // The same shift has the same name each time, so that readers change it and add none.
      id: createHash('sha256').update(`${rota.id} ${personId} ${startsAt.toISOString()}`).digest('hex').slice(0, 32),
      start: startsAt,
      end: endsAt,
      stamp: now(ctx),
      summary: isOwn ? what : `${names.person(personId).name}: ${what}`,
      url: `${ctx.baseUrl}/on-call`,
    })
  }
  return calendar.toString()
}
