import type { z } from 'zod'
import type { HandOff } from '@bellwether/contract/desk.ts'
import { type Names, namesById } from '../../people/people.ts'
import type { Actor, Context } from '../../platform/context.ts'
import type { Presented } from '../../platform/http/handle.ts'
import { type ClockRow, findClocks } from '../clock.store.ts'
import { presentClock } from '../present-clock.ts'
import { isOfAskedTeam } from './hand-off-visibility.rules.ts'
import { findWords, type HandOffWordRow } from './hand-off-word.store.ts'
import { findTrails, type HandOffRow, roundOf } from './hand-off.store.ts'

export type HandOffAnswer = Presented<z.input<typeof HandOff>>

/** What is shown with hand-offs besides their rows. */
interface Beside {
  readonly actor: Actor
  readonly names: Names
  readonly clocks: Partial<Record<string, ClockRow[]>>
  readonly words: Partial<Record<string, HandOffWordRow[]>>
  readonly trails: Map<string, HandOffRow[]>
}

/** Hand-offs as the contract shows them, in their order. Who may know of them was asked before. */
export async function presentHandOffs(ctx: Context, rows: readonly HandOffRow[]): Promise<HandOffAnswer[]> {
  if (rows.length === 0) return []
  const trails = await findTrails(ctx, rows)
  const all = [...rows, ...[...trails.values()].flat()]
  const ids = [...new Set(all.map(({ id }) => id))]
  const [clocks, words] = await Promise.all([
    findClocks(ctx, [...new Set(all.map(({ ticketId }) => ticketId))]),
    findWords(ctx, ids),
  ])
  const names = await namesById(ctx, {
    people: [...all.flatMap(peopleIn), ...words.map(({ personId }) => personId)],
    teams: all.map(({ askedTeamId }) => askedTeamId),
  })
  const beside: Beside = {
    actor: ctx.actor,
    names,
    clocks: Object.groupBy(clocks, ({ handOffId }) => handOffId ?? ''),
    words: Object.groupBy(words, ({ handOffId }) => handOffId),
    trails,
  }
  return rows.map((row) => presentHandOff(row, beside))
}

const peopleIn = (row: HandOffRow) => [
  row.askedBy,
  row.askedPersonId,
  row.acknowledgedBy,
  row.endedBy,
  row.returnedTo,
  row.todoDoneBy,
]

function presentHandOff(row: HandOffRow, beside: Beside): HandOffAnswer {
  const person = (id: string | null) => (id === null ? null : beside.names.person(id))
  const { todo, todoDoneBy, todoDoneAt } = row
  return {
    id: row.id,
    ticketId: row.ticketId,
    round: row.round,
    state: row.state,
    outcome: row.outcome,
    question: row.question,
    evidenceLinks: row.evidenceLinks,
    mayReplyToCustomer: row.mayReplyToCustomer,
    isPrivate: row.isPrivate,
    isUrgent: row.isUrgent,
    askedBy: beside.names.person(row.askedBy),
    askedTeam: beside.names.team(row.askedTeamId),
    askedPerson: person(row.askedPersonId),
    askedAt: row.askedAt,
    passedOn: (beside.trails.get(roundOf(row)) ?? [])
      .filter((one) => one.askedAt <= row.askedAt && one.id !== row.id)
      .map((one) => presentPassedOn(one, beside)),
    words: presentWords(row, beside),
    acknowledgedBy: person(row.acknowledgedBy),
    acknowledgedAt: row.acknowledgedAt,
    endedBy: person(row.endedBy),
    endedAt: row.endedAt,
    answer: row.answer,
    answeredToCustomer: row.answeredToCustomer,
    returnedTo: person(row.returnedTo),
    todo: todo === null ? null : { text: todo, doneBy: person(todoDoneBy), doneAt: todoDoneAt },
    clocks: (beside.clocks[row.id] ?? []).map(presentClock),
  }
}

const presentPassedOn = (row: HandOffRow, beside: Beside) => ({
  id: row.id,
  askedTeam: beside.names.team(row.askedTeamId),
  askedAt: row.askedAt,
  passedOnBy: row.endedBy === null ? null : beside.names.person(row.endedBy),
  passedOnAt: row.endedAt ?? row.askedAt,
  reason: row.answer ?? '',
  words: presentWords(row, beside),
  clocks: (beside.clocks[row.id] ?? []).map(presentClock),
})

/** The notes of the team to itself are for who is in it. */
const presentWords = (row: HandOffRow, { actor, names, words }: Beside) =>
  (words[row.id] ?? [])
    .filter(({ kind }) => kind !== 'team-note' || isOfAskedTeam(actor, row))
    .map(({ kind, at, personId, text }) => ({ kind, at, person: names.person(personId), text }))
