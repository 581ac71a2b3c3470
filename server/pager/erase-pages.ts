import type { Context } from '../platform/context.ts'
import { erasedText } from '../platform/erasing/erased.ts'
import { eraseWordsOfPages } from './pager.store.ts'

/** For verbs: pages about this say no more what it was; when they were sent, to whom and who answered stays. Ids of what was sent. */
export const erasePagesAbout = (ctx: Context, about: { module: string; id: string }): Promise<string[]> =>
  eraseWordsOfPages(ctx, about, erasedText)
