import { Temporal } from 'temporal-polyfill'
import { positionAt, startOfTurn, type Turn, turnAt, type TurnRule, turnsBetween } from './rota.rules.ts'

/** What holds of a rota from one edit to the next. */
export interface RotaVersion {
  readonly beginsAt: Date
  /** Whoever was on call at the edit, and until when they stay. */
  readonly holder: string | null
  readonly heldUntil: Date | null
  /** Turned so that its first person is the first one after `heldUntil`. */
  readonly rule: TurnRule
}

/** Who is on call at an instant, by the versions in the order in which they begin. */
export function onCallAt(versions: readonly RotaVersion[], at: Date): string | undefined {
  const version = versions.findLast(({ beginsAt }) => beginsAt <= at)
  if (!version) return undefined
  if (version.holder !== null && version.heldUntil !== null && at < version.heldUntil) return version.holder
  return turnAt(version.rule, at)?.personId
}

/** Everyone whom one of the rotas has on call at an instant, once, in the order of the rotas. */
export const onCallOf = (rotas: readonly { versions: readonly RotaVersion[] }[], at: Date): string[] => [
  ...new Set(rotas.flatMap(({ versions }) => onCallAt(versions, at) ?? [])),
]

/** The shifts that overlap the window, in order, as the versions made and will make them. */
export function shiftsBetween(versions: readonly RotaVersion[], from: Date, to: Date): Turn[] {
  const shifts: Turn[] = []
  for (const [position, version] of versions.entries()) {
    const begins = position === 0 ? undefined : version.beginsAt
    const ends = versions[position + 1]?.beginsAt
    for (const turn of turnsOf(version, from, to)) {
      const startsAt = begins && begins > turn.startsAt ? begins : turn.startsAt
      const endsAt = ends && ends < turn.endsAt ? ends : turn.endsAt
      if (startsAt < endsAt && startsAt < to && endsAt > from) shifts.push({ ...turn, startsAt, endsAt })
    }
  }
  return joined(shifts)
}

function turnsOf({ beginsAt, holder, heldUntil, rule }: RotaVersion, from: Date, to: Date): Turn[] {
  if (holder === null || heldUntil === null) return turnsBetween(rule, from, to)
  const after = turnsBetween(rule, from > heldUntil ? from : heldUntil, to)
  return [{ personId: holder, startsAt: beginsAt, endsAt: heldUntil }, ...after]
}

/** An edit in the middle of a shift does not make two of it. */
function joined(shifts: readonly Turn[]): Turn[] {
  const result: Turn[] = []
  for (const shift of shifts) {
    const last = result.at(-1)
    if (last?.personId === shift.personId && last.endsAt.getTime() === shift.startsAt.getTime())
      result[result.length - 1] = { ...last, endsAt: shift.endsAt }
    else result.push(shift)
  }
  return result
}

/**
 * The version that an edit begins. Whoever is on call stays until the next hand-over and whoever
 * follows them in the written order comes next; somebody who was taken off the rota is followed at
 * once. A first day that lies ahead begins the written order on that day, and until then nothing moves.
 */
export function versionAfter(versions: readonly RotaVersion[], written: TurnRule, at: Date): RotaVersion {
  const isAhead = written.people.length > 0 && startOfTurn(written, 0) > at
  if (isAhead && versions.length > 0) return { ...free(startOfTurn(written, 0)), rule: written }
  const onCall = onCallAt(versions, at)
  if (onCall === undefined || written.people.length === 0 || isAhead) return { ...free(at), rule: written }
  const position = positionAt(written, at)
  if (written.people.includes(onCall)) {
    const rule = startingAt(written, position + 1, following(written.people, onCall))
    return { beginsAt: at, holder: onCall, heldUntil: startOfTurn(written, position + 1), rule }
  }
  return { ...free(at), rule: startingAt(written, position, successor(versions, written.people, { onCall, at })) }
}

const free = (beginsAt: Date) => ({ beginsAt, holder: null, heldUntil: null })

const following = (people: readonly string[], person: string): string =>
  people[(people.indexOf(person) + 1) % people.length] ?? person

/** Who would have followed in the order before the edit and is still on the rota; else the first who is written. */
function successor(
  versions: readonly RotaVersion[],
  people: readonly string[],
  { onCall, at }: { onCall: string; at: Date },
): string {
  const former = versions.findLast(({ beginsAt }) => beginsAt <= at)?.rule.people ?? []
  const turned = [...former.slice(former.indexOf(onCall) + 1), ...former.slice(0, former.indexOf(onCall) + 1)]
  return turned.find((person) => people.includes(person)) ?? people[0] ?? ''
}

/** The rule whose first turn is the n-th of the written one, and belongs to this person. */
function startingAt(written: TurnRule, position: number, first: string): TurnRule {
  const days = position * (written.turn === 'weekly' ? 7 : 1)
  const from = written.people.indexOf(first)
  return {
    ...written,
    startsOn: Temporal.PlainDate.from(written.startsOn).add({ days }).toString(),
    people: [...written.people.slice(from), ...written.people.slice(0, from)],
  }
}
