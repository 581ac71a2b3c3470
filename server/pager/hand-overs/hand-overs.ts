import { handOverMinutes } from '@bellwether/contract/pager-hand-overs.ts'
import { conflict, forbidden } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { actorId, recordAudit } from '../../platform/audit/record-audit.ts'
import { type Context, now } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { type Names, namesById } from '../../people/people.ts'
import { allow, may } from '../../platform/permissions.ts'
import { Problem } from '../../platform/problem.ts'
import { getRota } from '../lock-rota.ts'
import { ownPerson } from '../own-person.ts'
import { presentStanding, standingPeople } from '../present-rota.ts'
import { onCallAt, type Standing, standingAt } from '../rota.rules.ts'
import { findRotasWith, type Rota } from '../rota.store.ts'
import { findClosing, watchingPeople } from './closing.ts'
import * as store from './hand-over.store.ts'

const earlierMax = 10

/** Who has a shift, who comes next, what is written for them, and what was before. */
export async function getHandOver(ctx: Context, rotaId: string) {
  allow(ctx, 'pager.read')
  const rota = await getRota(ctx, rotaId)
  const note = (await store.findStandingNotes(ctx, [rotaId])).get(rotaId)
  const earlier = await store.findTakenNotes(ctx, rotaId, earlierMax)
  const standing = standingAt(rota, now(ctx))
  const names = await namesOf(ctx, [{ rota, standing }], note ? [note, ...earlier] : earlier)
  return {
    ...presentShift({ rota, standing }, names),
    note: note ? presentNote(note, names) : null,
    earlier: earlier.map((one) => presentNote(one, names)),
    rollOuts: await ctx.openRollOuts(ctx),
  }
}

/** Writes the note of a rota for whoever comes next, over the text that was read. */
export async function writeHandOver(
  ctx: Context,
  rotaId: string,
  { text, version }: { text: string; version: number },
) {
  allow(ctx, 'pager.acknowledge')
  return inTransaction(ctx, async (ctx) => {
    const rota = await getRota(ctx, rotaId)
    const note = { rotaId, text, writtenBy: actorId(ctx.actor) }
    const row = version === 0 ? await store.insertNote(ctx, note) : await store.updateNote(ctx, note, version)
    if (!row)
      throw new Problem(
        conflict,
        said`Somebody else wrote here meanwhile, or took it over: read it, and add what is yours.`,
      )
    await audit(ctx, 'write-hand-over', rota, row)
    return presentNote(row, await namesOf(ctx, [], [row]))
  })
}

/** Takes a note over, as whoever has the shift now or answers for it. */
export async function takeHandOver(ctx: Context, rotaId: string, { version }: { version: number }) {
  allow(ctx, 'pager.acknowledge')
  const takenBy = ownPerson(ctx)
  if (takenBy === null) throw new Problem(forbidden, said`Only a person takes a shift over.`)
  return inTransaction(ctx, async (ctx) => {
    const rota = await getRota(ctx, rotaId)
    if (onCallAt(rota, now(ctx)) !== takenBy && !may(ctx, 'pager.write'))
      throw new Problem(forbidden, said`Only whoever has the shift now takes it over, or who may change rotas.`)
    const row = await store.markTaken(ctx, { rotaId, version, takenBy })
    if (!row) throw new Problem(conflict, said`It was changed since you read it, or somebody has it: read it again.`)
    await audit(ctx, 'take-hand-over', rota, row)
    return presentNote(row, await namesOf(ctx, [], [row]))
  })
}

/** What whoever asks has to hand over soon, and what was handed to them; see also `findClosing`. */
export async function listOwnHandOvers(ctx: Context) {
  allow(ctx, 'pager.read')
  const own = ownPerson(ctx)
  if (own === null) return { giving: [], taking: [], closing: null }
  const at = now(ctx)
  const shifts = (await findRotasWith(ctx, own))
    .map((rota) => ({ rota, standing: standingAt(rota, at) }))
    .filter(({ standing }) => standing.now === own)
  const notes = await store.findStandingNotes(
    ctx,
    shifts.map(({ rota }) => rota.id),
  )
  const names = await namesOf(ctx, shifts, [...notes.values()])
  const giving = shifts.filter(({ rota, standing }) => endsSoon(standing, at) && !notes.has(rota.id))
  const taking = shifts.flatMap(({ rota, standing }) => {
    const note = notes.get(rota.id)
    return note && note.text !== '' && note.writtenBy !== own
      ? [{ ...presentShift({ rota, standing }, names), note: presentNote(note, names) }]
      : []
  })
  const closing = shifts.length === 0 ? undefined : await findClosing(ctx)
  return {
    giving: giving.map((shift) => presentShift(shift, names)),
    taking,
    closing: closing && watchingPeople(closing, at).includes(own) ? closing.shown : null,
  }
}

const endsSoon = ({ until }: Standing, at: Date): boolean =>
  until !== null && until.getTime() - at.getTime() <= handOverMinutes * 60_000

interface OfShift {
  readonly rota: Rota
  readonly standing: Standing
}

const namesOf = (ctx: Context, shifts: readonly OfShift[], notes: readonly store.NoteRow[]): Promise<Names> =>
  namesById(ctx, {
    teams: shifts.map(({ rota }) => rota.teamId),
    people: [
      ...shifts.flatMap(({ standing }) => standingPeople(standing)),
      ...notes.flatMap(({ writtenBy, takenBy }) => [writtenBy, takenBy]),
    ],
  })

const presentShift = ({ rota: { id, name, teamId }, standing }: OfShift, names: Names) => ({
  rota: { id, name },
  team: names.team(teamId),
  ...presentStanding(standing, names),
})

const presentNote = (
  { id, text, version, writtenBy, writtenAt, toldAt, takenBy, takenAt }: store.NoteRow,
  names: Names,
) => ({
  id,
  text,
  version,
  writtenBy: writtenBy === null ? null : names.person(writtenBy),
  writtenAt,
  toldAt,
  takenBy: takenBy === null ? null : names.person(takenBy),
  takenAt,
})

const audit = (ctx: Context, action: string, { id, name }: Rota, note: store.NoteRow) =>
  recordAudit(ctx, {
    action: `pager.${action}`,
    about: { module: 'pager', id },
    detail: { name, version: note.version },
  })
