import type { UnsentReply } from '@bellwether/contract/desk.ts'
import { said } from '@bellwether/contract/said.ts'
import type { TeamRef } from '@bellwether/contract/team-ref.ts'
import { actorName } from '../../platform/audit/record-audit.ts'
import { actorOf } from '../../platform/audit/stored-actor.ts'
import { teamDirectory } from '../../people/people.ts'
import type { Actor, Context } from '../../platform/context.ts'
import type { Presented } from '../../platform/http/handle.ts'
import { presentDraftFile } from '../files/attach-file.ts'
import { findFilesOfUnsent } from '../files/draft-file.store.ts'
import { canSeeHandOff, personOf } from '../hand-offs/hand-off-visibility.rules.ts'
import { findTickets } from '../ticket.store.ts'
import { findUnsentOf, type UnsentRow } from './unsent.store.ts'

/** What a list shows of a reply that has not gone out. */
export interface UnsentMark {
  readonly by: string
  readonly sendAt: Date
  readonly state: UnsentRow['state']
}

/** For verbs: of each ticket the reply that has not gone out; one that was stopped before one that waits. */
export async function unsentByTicket(ctx: Context, ticketIds: readonly string[]): Promise<Map<string, UnsentMark>> {
  const rows = await findUnsentOf(ctx, ticketIds)
  const stoppedLast = rows.toSorted((a, b) => Number(a.state === 'stopped') - Number(b.state === 'stopped'))
  return new Map(
    stoppedLast.map((row) => [
      row.ticketId,
      { by: actorName(actorOf(row.actor)), sendAt: row.sendAt, state: row.state },
    ]),
  )
}

/** For verbs: what has not gone out on a ticket. */
export const unsentOf = async (ctx: Context, ticketId: string): Promise<Presented<UnsentReply>[]> =>
  presentUnsent(ctx, await findUnsentOf(ctx, [ticketId]))

export async function presentUnsent(ctx: Context, rows: readonly UnsentRow[]): Promise<Presented<UnsentReply>[]> {
  const ids = [...new Set(rows.map(({ ticketId }) => ticketId))]
  const files = Map.groupBy(
    await findFilesOfUnsent(
      ctx,
      rows.map(({ id }) => id),
    ),
    ({ unsentId }) => unsentId,
  )
  const teams = rows.some(({ thenAct }) => thenAct?.kind === 'hand-off') ? await teamDirectory(ctx) : []
  const tickets = new Map((await findTickets(ctx, ids)).map((ticket) => [ticket.id, ticket]))
  return rows.map((row) => {
    const { id, number, subject } = tickets.get(row.ticketId)!
    return {
      id: row.id,
      ticket: { id, number, subject },
      by: { id: row.personId, name: actorName(actorOf(row.actor)) },
      text: row.text,
      cc: row.cc,
      files: (files.get(row.id) ?? []).map(presentDraftFile),
      sendAt: row.sendAt,
      nextUpdateBy: row.nextUpdateBy,
      thenAct: plannedAct(ctx.actor, row, teams),
      state: row.state,
      reason: shownReason(ctx.actor, row),
    }
  })
}

/** What comes then, as far as the reader may know it. */
function plannedAct(
  actor: Actor,
  { thenAct: act, personId }: UnsentRow,
  teams: readonly TeamRef[],
): UnsentReply['thenAct'] {
  if (act?.kind !== 'hand-off') return act
  const { toTeam, question, isPrivate } = act
  const team = teams.find(({ id }) => id === toTeam) ?? null
  const isSeen = canSeeHandOff(actor, { isPrivate, askedBy: personId ?? '', askedTeamId: team?.id ?? '' })
  return { kind: 'hand-off', asked: isSeen ? { team, question } : null }
}

/** Why a private question could not be asked is for whoever asked it. */
const hiddenReason = said`what comes with it cannot be done`

function shownReason(actor: Actor, { reason, thenAct, personId }: UnsentRow): string | null {
  const isPrivate = thenAct?.kind === 'hand-off' && thenAct.isPrivate
  return reason !== null && isPrivate && personOf(actor)?.personId !== personId ? hiddenReason : reason
}
