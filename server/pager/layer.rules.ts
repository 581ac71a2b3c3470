import { openSpans, type Span } from './hours.rules.ts'
import { isWorked, personOfTurn, positionAt, startOfTurn, type TurnRule } from './turn.rules.ts'

/** Somebody is on call, half open: at the instant of the hand-over only the next person is. */
export interface Shift {
  readonly personId: string
  readonly startsAt: Date
  readonly endsAt: Date
}

/** What holds of a layer from one edit to the next. */
export interface LayerVersion {
  readonly beginsAt: Date
  /** Of the layers that have somebody at an instant, the one with the lowest counts. */
  readonly rank: number
  /** Whoever had the turn at the edit, and until when they keep it. */
  readonly holder: string | null
  readonly heldUntil: Date | null
  /** Its first turn is the first one after `heldUntil`, and its people stand in the order from then on. */
  readonly rule: TurnRule
}

/** A layer in the order of its edits. */
export interface Layer {
  readonly id: string
  readonly versions: readonly LayerVersion[]
}

export interface RankedShift extends Span {
  readonly personId: string
  readonly rank: number
  /** By whose clocks it begins and ends. */
  readonly timeZone: string
}

/** Who is on call by a layer at an instant, and of what rank that is. */
export function onLayerAt({ versions }: Layer, at: number): { personId: string; rank: number } | undefined {
  const version = versions.findLast(({ beginsAt }) => beginsAt.getTime() <= at)
  const personId = version && turnPersonAt(version, at)
  if (version === undefined || personId === undefined) return undefined
  const { hours, timeZone } = version.rule
  if (openSpans(hours, timeZone, { startsAt: at, endsAt: at + 1 }).length === 0) return undefined
  return { personId, rank: version.rank }
}

/** Whose turn it is, whether it is an hour of work or not. */
function turnPersonAt({ holder, heldUntil, rule }: LayerVersion, at: number): string | undefined {
  if (holder !== null && heldUntil !== null && at < heldUntil.getTime()) return holder
  return personOfTurn(rule, positionAt(rule, at))
}

/** The shifts of a layer that overlap a span, cut to it, in order. */
export function layerShifts({ versions }: Layer, { startsAt, endsAt }: Span): RankedShift[] {
  return versions.flatMap((version, position) => {
    const next = versions[position + 1]?.beginsAt.getTime() ?? Infinity
    const span = { startsAt: Math.max(startsAt, version.beginsAt.getTime()), endsAt: Math.min(endsAt, next) }
    return span.startsAt < span.endsAt ? versionShifts(version, span) : []
  })
}

function versionShifts({ rank, holder, heldUntil, rule }: LayerVersion, span: Span): RankedShift[] {
  const { timeZone } = rule
  const open = openSpans(rule.hours, timeZone, span)
  const shifts: RankedShift[] = []
  for (const { startsAt, endsAt } of open) {
    let at = startsAt
    const held = heldUntil?.getTime() ?? -Infinity
    if (holder !== null && at < held) {
      shifts.push({ personId: holder, rank, timeZone, startsAt: at, endsAt: Math.min(held, endsAt) })
      at = held
    }
    for (let position = positionAt(rule, at); at < endsAt; position += 1) {
      const until = Math.min(startOfTurn(rule, position + 1), endsAt)
      const personId = personOfTurn(rule, position)
      if (personId !== undefined && at < until) shifts.push({ personId, rank, timeZone, startsAt: at, endsAt: until })
      at = until
    }
  }
  return shifts
}

/**
 * The version that an edit begins. Whoever has the turn keeps it until the next hand-over and whoever follows
 * them in the written order comes next; somebody who was taken off is followed at once. A first day that lies
 * ahead begins the written order on that day, and until then nothing moves.
 */
export function versionAfter(
  versions: readonly LayerVersion[],
  { rank, rule: written }: { rank: number; rule: TurnRule },
  at: Date,
): LayerVersion {
  const free = { beginsAt: at, rank, holder: null, heldUntil: null, rule: written }
  const start = written.people.length > 0 ? startOfTurn(written, 0) : -Infinity
  if (start > at.getTime()) return versions.length > 0 ? { ...free, beginsAt: new Date(start) } : free
  const before = versions.findLast(({ beginsAt }) => beginsAt <= at)
  const person = before && turnPersonAt(before, at.getTime())
  if (before === undefined || person === undefined || written.people.length === 0) return free
  const position = positionAt(written, at.getTime())
  const next = isTurnWorked(before, at) ? written.people.includes(person) : false
  if (next) {
    const rule = startingAt(written, position + 1, following(written.people, person))
    return { ...free, holder: person, heldUntil: new Date(startOfTurn(written, position + 1)), rule }
  }
  const first = written.people.includes(person) ? person : successor(before.rule.people, written.people, person)
  return { ...free, rule: startingAt(written, position, first) }
}

/** Over a weekend without hours nobody has the turn yet: the person is who comes on next. */
function isTurnWorked({ holder, heldUntil, rule }: LayerVersion, at: Date): boolean {
  if (holder !== null && heldUntil !== null && at < heldUntil) return true
  return isWorked(rule, positionAt(rule, at.getTime()))
}

const following = (people: readonly string[], person: string): string =>
  people[(people.indexOf(person) + 1) % people.length] ?? person

/** Who would have followed in the order before the edit and is still there; else the first who is written. */
function successor(former: readonly string[], people: readonly string[], person: string): string {
  const turned = [...former.slice(former.indexOf(person) + 1), ...former.slice(0, former.indexOf(person) + 1)]
  return turned.find((one) => people.includes(one)) ?? people[0] ?? ''
}

function startingAt(written: TurnRule, firstTurn: number, first: string): TurnRule {
  const from = written.people.indexOf(first)
  return { ...written, firstTurn, people: [...written.people.slice(from), ...written.people.slice(0, from)] }
}
