import { setImmediate as breathe } from 'node:timers/promises'
import type { NewTargets, TargetsTrial, TeamTargetsTrial } from '@bellwether/contract/desk.ts'
import { customersBy } from '../../customers/customers.ts'
import { getTeam } from '../../people/people.ts'
import { dueAt } from '../../platform/calendar/working-clock.ts'
import { type Context, now } from '../../platform/context.ts'
import type { Presented } from '../../platform/http/handle.ts'
import { allow, asPart } from '../../platform/permissions.ts'
import { findCalendars, findNewestHours } from './calendar.store.ts'
import { findNewestPolicy, findTargets } from './policy.store.ts'
import { checkTargets } from './response-policy.ts'
import { eachTarget, type NewTarget } from './target.rules.ts'
import { checkHours, type NewTeamTargets, targetsOfTeam } from './team-targets.ts'
import { type Tried, type TriedTarget, tried } from './trial.rules.ts'
import { findTriedHandOffs, findTriedMessages, findTriedTickets, triedMax } from './trial.store.ts'

/** So many are counted before others have their turn. */
const atOnce = 100
const namedMax = 20
const dayMilliseconds = 86_400_000

/** Last month. */
const triedSince = (ctx: Context): Date => new Date(now(ctx).getTime() - 30 * dayMilliseconds)

/** How last month's tickets would have ended by these targets, beside how they end by those that hold. */
export async function tryTargets(ctx: Context, targets: NewTargets): Promise<Presented<TargetsTrial>> {
  allow(ctx, 'desk.configure')
  const each = eachTarget(targets)
  await checkTargets(ctx, each)
  const [before, after] = [await withHours(ctx, await currentTargets(ctx)), await withHours(ctx, each)]
  const found = await findTriedTickets(ctx, triedSince(ctx))
  const tickets = found.slice(0, triedMax)
  const said = await findTriedMessages(
    ctx,
    tickets.map(({ id }) => id),
  )
  const messages = Map.groupBy(said, ({ ticketId }) => ticketId)
  const customers = await customersBy(
    asPart(ctx),
    'id',
    tickets.flatMap(({ customerId }) => customerId ?? []),
  )
  const counts = { first: noCount(), next: noCount(), resolution: noCount() }
  const late: TargetsTrial['newlyLate'] = []
  for (const [at, ticket] of tickets.entries()) {
    if (at % atOnce === 0) await breathe()
    const plan = customers.get(ticket.customerId ?? '')?.plan ?? 'free'
    const past = { ...ticket, messages: messages.get(ticket.id) ?? [] }
    const outcome = (target: TriedTarget) => tried(past, target, now(ctx))
    const key = keyOf({ plan, isUrgent: ticket.isUrgent })
    const [was, is] = [outcome(need(before, key)), outcome(need(after, key))]
    for (const name of ['first', 'next', 'resolution'] as const) count(counts[name], was[name], is[name])
    if (late.length < namedMax && isLate(is) && !isLate(was)) {
      const { id, number, subject } = ticket
      late.push({ id, number, subject })
    }
  }
  return {
    since: triedSince(ctx),
    tickets: tickets.length,
    isWhole: found.length <= triedMax,
    ...counts,
    newlyLate: late,
  }
}

const noCount = () => ({ of: 0, before: 0, after: 0 })

function count(one: ReturnType<typeof noCount>, was: boolean | null, is: boolean | null): void {
  if (was !== null || is !== null) one.of += 1
  if (was) one.before += 1
  if (is) one.after += 1
}

const isLate = ({ first, next, resolution }: Tried): boolean => first === true || next === true || resolution === true

const keyOf = ({ plan, isUrgent }: Pick<NewTarget, 'plan' | 'isUrgent'>): string => `${plan} ${isUrgent}`

const currentTargets = async (ctx: Context): Promise<NewTarget[]> =>
  findTargets(ctx, [(await findNewestPolicy(ctx)).version])

async function withHours(ctx: Context, targets: readonly NewTarget[]): Promise<Map<string, TriedTarget>> {
  const calendars = new Map((await findCalendars(ctx)).map(({ id, calendar }) => [id, calendar]))
  return new Map(targets.map((one) => [keyOf(one), { ...one, calendar: need(calendars, one.calendarId) }]))
}

function need<Value>(map: Map<string, Value>, key: string): Value {
  const value = map.get(key)
  if (value === undefined) throw new Error(`there is none for ${key}`)
  return value
}

/** The same for what a team was asked. */
export async function tryTeamTargets(
  ctx: Context,
  teamId: string,
  input: Omit<NewTeamTargets, 'basedOn' | 'pagesWhenLate'>,
): Promise<Presented<TeamTargetsTrial>> {
  allow(ctx, 'desk.configure')
  const team = await getTeam(ctx, teamId)
  await checkHours(ctx, input)
  const { calendar } = await findNewestHours(ctx, input.calendarId)
  const found = await findTriedHandOffs(ctx, team.id, triedSince(ctx))
  const handOffs = found.slice(0, triedMax)
  const current = { false: await targetsOfTeam(ctx, team.id, false), true: await targetsOfTeam(ctx, team.id, true) }
  const counts = { acknowledge: noCount(), answer: noCount() }
  for (const [at, { askedAt, acknowledgedAt, endedAt, isUrgent, pauses }] of handOffs.entries()) {
    if (at % atOnce === 0) await breathe()
    const was = current[`${isUrgent}`]
    const is = { calendar, ...(isUrgent ? input.urgent : input.usual) }
    const still = pauses.map(({ from, until }) => ({ from: new Date(from), until: until ? new Date(until) : null }))
    const late = (hours: typeof calendar, targetMinutes: number, until: Date, stood: typeof still = []) => {
      const due = dueAt({ calendar: hours, startedAt: askedAt, targetMinutes, pauses: stood })
      return due !== null && due < until
    }
    const end = endedAt ?? now(ctx)
    const seen = acknowledgedAt ?? end
    const before = was.hours.calendar
    count(counts.acknowledge, late(before, was.acknowledgeMinutes, seen), late(calendar, is.acknowledgeMinutes, seen))
    count(counts.answer, late(before, was.answerMinutes, end, still), late(calendar, is.answerMinutes, end, still))
  }
  return { since: triedSince(ctx), handOffs: handOffs.length, isWhole: found.length <= triedMax, ...counts }
}
