import type { Context } from '../../platform/context.ts'
import type { Names } from '../../people/people.ts'
import { gapsBetween } from '../forecast.rules.ts'
import type { Span } from '../hours.rules.ts'
import { datesOf, msOf } from '../swaps/swap.rules.ts'
import type { SwapRow } from '../swaps/swap.store.ts'
import { findAway } from './find-away.ts'
import { awayIn, type Holiday, joinedSpans, within, workedHolidays } from './leave.rules.ts'

declare module '../../platform/context.ts' {
  interface Surroundings {
    /** The holidays of every calendar of business hours, from the one place where they are written. */
    readonly holidays: (ctx: Context) => Promise<readonly Holiday[]>
  }
}

type OfPerson = Span & { readonly personId: string }

interface Around {
  readonly span: Span
  readonly names: Names
}

/** For verbs: everyone who is away while they have these shifts, and for which of them somebody asks for cover. */
export async function findAwayShifts(
  ctx: Context,
  shifts: readonly OfPerson[],
  { asked, span, names }: Around & { asked: readonly SwapRow[] },
) {
  const people = shifts.map(({ personId }) => personId)
  const leave = await findAway(ctx, people, datesOf(span))
  const away = awayIn(
    leave.map(({ personId, startsAt, endsAt }) => ({
      personId,
      startsAt: startsAt.getTime(),
      endsAt: endsAt.getTime(),
    })),
    shifts,
  )
  return away.map(({ personId, shifts: theirs, ...days }) => ({
    person: names.person(personId),
    ...datesOf(days),
    shifts: theirs.flatMap((shift) => inParts(shift, asked.filter((swap) => swap.personId === personId).map(msOf))),
  }))
}

/** A shift where cover is asked for a part of it: that part, and what is left to ask for. */
function inParts(shift: Span, asked: readonly Span[]) {
  const covered = joinedSpans(within(asked, shift))
  return [
    ...covered.map((part) => ({ ...datesOf(part), isCoverAsked: true })),
    ...gapsBetween(covered, shift).map((part) => ({ ...datesOf(part), isCoverAsked: false })),
  ].toSorted((one, other) => one.startsAt.getTime() - other.startsAt.getTime())
}

/** For verbs: the holidays on which somebody has these shifts who lives in the zone of the calendar. */
export async function findWorkedHolidays(
  ctx: Context,
  shifts: readonly OfPerson[],
  { zoneOf, span, names }: Around & { zoneOf: (personId: string) => string | undefined },
) {
  if (shifts.length === 0) return []
  const worked = workedHolidays(await ctx.holidays(ctx), shifts, { zoneOf, span })
  return worked.map(({ people, startsAt, endsAt, ...day }) => ({
    ...day,
    ...datesOf({ startsAt, endsAt }),
    people: people.map(names.person),
  }))
}
