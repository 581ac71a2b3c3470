import { conflict, notFound, badInput } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { recordAudit } from '../platform/audit/record-audit.ts'
import { type Context, now } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { type Names, namesById, staffById } from '../people/people.ts'
import { allow } from '../platform/permissions.ts'
import { Problem } from '../platform/problem.ts'
import { tellOfChange } from './begin-versions.ts'
import { lockRota } from './lock-rota.ts'
import { endOverrides, insertOverrides, type OverrideRow } from './override.store.ts'
import type { Rota } from './rota.store.ts'

/** No rota has more at a time, so that its shifts are computed at once. */
const mostOverrides = 2000

interface NewOverrides {
  /** null: nobody is on. */
  readonly person: string | null
  readonly spans: readonly { readonly startsAt: Date; readonly endsAt: Date }[]
  readonly note: string
}

/** Puts somebody, or nobody, on call for these spans, whoever had them; everyone whose shifts move gets a mail. */
export async function addOverrides(ctx: Context, rotaId: string, { person, spans, note }: NewOverrides) {
  allow(ctx, 'pager.write')
  return inTransaction(ctx, async (ctx) => {
    const rota = await lockRota(ctx, rotaId)
    if (person !== null && (await staffById(ctx, [person])).length === 0)
      throw refused('/person', said`Nobody on staff has this id.`)
    const past = spans.findIndex(({ endsAt }) => endsAt <= now(ctx))
    if (past !== -1) throw refused(`/spans/${past}/endsAt`, said`It is over: who was on call then does not change.`)
    const rows = await makeOverrides(
      ctx,
      rota,
      spans.map((span) => ({
        personId: person,
        // What was stays as it was.
        startsAt: span.startsAt < now(ctx) ? now(ctx) : span.startsAt,
        endsAt: span.endsAt,
        note,
      })),
    )
    const detail = { person, spans: spans.length }
    await recordAudit(ctx, { action: 'pager.add-overrides', about: { module: 'pager', id: rotaId }, detail })
    const told = await tellOfChange(ctx, rota)
    const names = await namesById(ctx, { people: [...overridePeople(rows), ...told] })
    return { items: rows.map((row) => presentOverride(row, names)), told: told.map(names.person) }
  })
}

/** For verbs: overrides of a rota that is locked, which count before all that were made until now. */
export async function makeOverrides(
  ctx: Context,
  rota: Rota,
  overrides: readonly Pick<OverrideRow, 'personId' | 'startsAt' | 'endsAt' | 'note'>[],
): Promise<OverrideRow[]> {
  if (rota.overrides.length + overrides.length > mostOverrides)
    throw new Problem(conflict, said`A rota has at most ${mostOverrides} overrides: change its layers instead.`)
  // Of two that were made in the same millisecond the later one counts as well.
  const last = Math.max(...rota.overrides.map(({ madeAt }) => madeAt.getTime() + 1), now(ctx).getTime())
  const made = {
    rotaId: rota.id,
    madeAt: new Date(last),
    madeBy: ctx.actor.kind === 'person' ? ctx.actor.personId : null,
  }
  return insertOverrides(
    ctx,
    overrides.map((override) => ({ ...override, ...made })),
  )
}

/** Takes overrides back, of one that has begun the rest; those whose shifts move get one mail. What is over stays as it was. */
export async function removeOverrides(ctx: Context, rotaId: string, { overrides }: { overrides: readonly string[] }) {
  allow(ctx, 'pager.write')
  return inTransaction(ctx, async (ctx) => {
    const rota = await lockRota(ctx, rotaId)
    if ((await endOverrides(ctx, { rotaId, ids: overrides })) === 0)
      throw new Problem(notFound, said`There is no such override, or it is over.`)
    await recordAudit(ctx, {
      action: 'pager.remove-overrides',
      about: { module: 'pager', id: rotaId },
      detail: { overrides },
    })
    const told = await tellOfChange(ctx, rota)
    const names = await namesById(ctx, { people: told })
    return { told: told.map(names.person) }
  })
}

export const overridePeople = (rows: readonly OverrideRow[]): (string | null)[] =>
  rows.flatMap(({ personId, madeBy }) => [personId, madeBy])

/** An override as the contract shows it. */
export const presentOverride = ({ id, personId, startsAt, endsAt, note, madeBy }: OverrideRow, names: Names) => ({
  id,
  person: personId === null ? null : names.person(personId),
  startsAt,
  endsAt,
  note,
  by: madeBy === null ? null : names.person(madeBy),
})

const refused = (pointer: string, detail: string) => new Problem(badInput, undefined, { errors: [{ pointer, detail }] })
