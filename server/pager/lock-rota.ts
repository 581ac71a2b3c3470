import { notFound } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import type { Context } from '../platform/context.ts'
import { Problem } from '../platform/problem.ts'
import { findRota, lockRotas, type Rota } from './rota.store.ts'

/** For verbs: a rota in force. */
export async function getRota(ctx: Context, id: string): Promise<Rota> {
  const rota = await findRota(ctx, id)
  if (!rota) throw new Problem(notFound, said`There is no such rota.`)
  return rota
}

/** For verbs: a rota that nobody else changes until the transaction ends. */
export async function lockRota(ctx: Context, id: string): Promise<Rota> {
  const found = await getRota(ctx, id)
  await lockRotas(ctx, found.teamId)
  // Somebody may have changed or removed it while this one waited.
  return getRota(ctx, id)
}
