import type { Context } from '../platform/context.ts'
import { findPageEntries } from './page-entry.store.ts'
import type { PageRow } from './pager.store.ts'

/** For verbs: whether whoever has a page put it off: nobody looks at it now. Else they are to end it, maybe by a time. */
export async function isPutOff(
  ctx: Context,
  { id, state, acknowledgedUntil }: Pick<PageRow, 'id' | 'state' | 'acknowledgedUntil'>,
): Promise<boolean> {
  return state === 'acknowledged' && acknowledgedUntil !== null && (await wasPutOff(ctx, id))
}

/** For verbs: whether the last who had a page put it off. */
export async function wasPutOff(ctx: Context, pageId: string): Promise<boolean> {
  const entries = await findPageEntries(ctx, [pageId])
  return entries.findLast(({ kind }) => kind === 'acknowledged' || kind === 'snoozed')?.kind === 'snoozed'
}
