import { teamAlreadyAsked } from '@bellwether/contract/desk.ts'
import { badInput } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { lockTeam, teamMembers } from '../../people/people.ts'
import { addWorkingTime } from '../../platform/calendar/calendar.ts'
import { type Context, now } from '../../platform/context.ts'
import { announce } from '../../platform/events/announce.ts'
import { Problem } from '../../platform/problem.ts'
import { acknowledgeDueAt } from '../clock.rules.ts'
import { settleWaitingOn, type Turn } from '../change-ticket.ts'
import { ticketHandedOff } from '../desk.events.ts'
import { startTeamClocks } from '../start-clock.ts'
import { targetsOfTeam } from '../targets/team-targets.ts'
import type { TicketRow } from '../ticket.store.ts'
import { findHandOffs, type HandOffRow, insertHandOff } from './hand-off.store.ts'
import { isOpen } from '../waiting-on.rules.ts'

type Question = Pick<
  HandOffRow,
  'question' | 'mayReplyToCustomer' | 'isPrivate' | 'isUrgent' | 'evidenceLinks' | 'askedBy' | 'passedOnFromId'
>

/** A question on its way to a team. */
export interface Ask extends Question {
  /** null: one of its own, after those that the ticket has. */
  readonly round: number | null
  readonly toTeam: string
  readonly toPerson: string | null
  /** When the answer is wanted; null: by the target of the team. */
  readonly dueAt: Date | null
}

/**
 * For verbs that hold the ticket: asks a team, whose own clocks start at this instant, whatever happened before; who must
 * act follows from it.
 */
export async function askTeam(ctx: Context, ticket: TicketRow, ask: Ask, turn: Turn = {}): Promise<HandOffRow> {
  const { toPerson, dueAt } = ask
  const [{ team, earlier }, targets] = await Promise.all([
    requireAskable(ctx, ticket.id, ask),
    targetsOfTeam(ctx, ask.toTeam, ask.isUrgent),
  ])
  const handOff = await insertHandOff(ctx, {
    ticketId: ticket.id,
    round: ask.round ?? Math.max(0, ...earlier.map(({ round }) => round)) + 1,
    state: 'asked',
    question: ask.question,
    evidenceLinks: JSON.stringify(ask.evidenceLinks),
    mayReplyToCustomer: ask.mayReplyToCustomer,
    isPrivate: ask.isPrivate,
    isUrgent: ask.isUrgent,
    askedBy: ask.askedBy,
    askedThrough: askingProgram(ctx, ask),
    passedOnFromId: ask.passedOnFromId,
    askedTeamId: team.id,
    askedPersonId: toPerson,
    askedAt: now(ctx),
  })
  const shown = { isShown: !handOff.isPrivate }
  await Promise.all([
    startClocks(ctx, handOff, targets, dueAt),
    settleWaitingOn(ctx, ticket, turn),
    announce(ctx, ticketHandedOff, { ticketId: ticket.id, handOffId: handOff.id }, shown),
  ])
  return handOff
}

type Asked = Pick<Ask, 'toTeam' | 'toPerson' | 'isPrivate' | 'askedBy'>

interface Askable {
  readonly team: { readonly id: string }
  readonly earlier: readonly HandOffRow[]
}

/** For verbs that hold the ticket: the team can be asked about it now, and who of them is meant is in it. */
export async function requireAskable(ctx: Context, ticketId: string, ask: Asked): Promise<Askable> {
  const [team, earlier] = await Promise.all([lockTeam(ctx, ask.toTeam), findHandOffs(ctx, ticketId)])
  await requireMember(ctx, team.id, ask.toPerson)
  if (earlier.some((one) => isSame(one, { ...ask, toTeam: team.id }))) throw new Problem(teamAlreadyAsked)
  return { team, earlier }
}

/** The program that asks for a person; null where they ask themselves, and once it is passed on. */
const askingProgram = ({ actor }: Context, { passedOnFromId }: Ask): string | null =>
  actor.kind === 'program' && passedOnFromId === null ? actor.name : null

/** The same team asked once more. Who asks in private does not learn that somebody else did. */
const isSame = (one: HandOffRow, ask: Asked): boolean =>
  isOpen(one) &&
  one.askedTeamId === ask.toTeam &&
  one.isPrivate === ask.isPrivate &&
  (!one.isPrivate || one.askedBy === ask.askedBy)

async function requireMember(ctx: Context, teamId: string, personId: string | null): Promise<void> {
  if (personId === null || (await teamMembers(ctx, teamId)).some(({ id }) => id === personId)) return
  const detail = said`Choose somebody who is in the team.`
  throw new Problem(badInput, undefined, { errors: [{ pointer: '/toPerson', detail }] })
}

type Targets = Awaited<ReturnType<typeof targetsOfTeam>>

/** By the targets of the team, in its hours; or until an instant, and then acknowledged in a quarter of the time. */
async function startClocks(
  ctx: Context,
  { id: handOffId, ticketId, askedAt: startedAt }: HandOffRow,
  { hours, acknowledgeMinutes, answerMinutes }: Targets,
  dueAt: Date | null,
): Promise<void> {
  const soonest = dueAt && acknowledgeDueAt(startedAt, dueAt)
  const isSooner = soonest && soonest < addWorkingTime(hours.calendar, startedAt, acknowledgeMinutes)
  await startTeamClocks(
    ctx,
    { ticketId, handOffId, startedAt },
    {
      hours,
      acknowledge: isSooner ? { promisedAt: soonest } : { targetMinutes: acknowledgeMinutes },
      answer: dueAt ? { promisedAt: dueAt } : { targetMinutes: answerMinutes },
    },
  )
}
