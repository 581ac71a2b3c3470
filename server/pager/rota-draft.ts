import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import { badInput } from '@bellwether/contract/problem.ts'
import type { addRota } from '@bellwether/contract/pager.ts'
import { said } from '@bellwether/contract/said.ts'
import type { Context } from '../platform/context.ts'
import { staffById } from '../people/people.ts'
import { Problem } from '../platform/problem.ts'
import type { WrittenLayer } from './rota.store.ts'

/** The layers of a rota as somebody sends them. */
export type DraftLayers = z.output<NonNullable<(typeof addRota)['body']>>['layers']

/** Layers that can be computed: each person is on staff, and a layer that names its id is one of these. */
export async function layersOf(
  ctx: Context,
  drafts: DraftLayers,
  known: readonly { id: string }[],
): Promise<WrittenLayer[]> {
  const staff = new Set(
    (await staffById(ctx, [...new Set(drafts.flatMap(({ people }) => people))])).map(({ id }) => id),
  )
  const errors = drafts.flatMap(({ id, people }, layer) => {
    const at = `/layers/${layer}`
    const isThere =
      id === undefined || (known.some((one) => one.id === id) && drafts.findIndex((one) => one.id === id) === layer)
    return [
      ...(isThere ? [] : [{ pointer: `${at}/id`, detail: said`The rota has no such layer: leave the id out.` }]),
      ...people.flatMap((person, position) =>
        staff.has(person) ? [] : [{ pointer: `${at}/people/${position}`, detail: said`Nobody on staff has this id.` }],
      ),
    ]
  })
  if (errors.length > 0) throw new Problem(badInput, undefined, { errors })
  const named = new Set(drafts.map(({ id }) => id))
  return drafts.map(({ id, name, turn, ...rule }, place) => ({
    // Who sends a rota as it was means the layers that are there.
    id: id ?? known.map((layer) => layer.id).find((other, at) => at === place && !named.has(other)) ?? randomUUID(),
    name,
    rule: { ...turn, ...rule, firstTurn: 0 },
  }))
}
