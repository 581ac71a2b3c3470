import type { SwapState } from '@bellwether/contract/pager-swaps.ts'
import type { Context } from '../../platform/context.ts'
import type { Page } from '../../platform/database/page-by-key.ts'
import { allow } from '../../platform/permissions.ts'
import { presentSwaps } from './present-swap.ts'
import { findSwaps } from './swap.store.ts'

interface Asked extends Page {
  readonly state?: SwapState | undefined
  readonly rota?: string | undefined
}

/** Shifts for which somebody asks for cover, those that begin first before the others. */
export async function listSwaps(ctx: Context, { rota, ...page }: Asked) {
  allow(ctx, 'pager.read')
  const { items, nextCursor } = await findSwaps(ctx, { ...page, rotaId: rota })
  return { items: await presentSwaps(ctx, items), nextCursor }
}
