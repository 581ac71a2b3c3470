import type { Context } from '../platform/context.ts'
import { signToken } from '../platform/links/signed-token.ts'

export const pageLinkPurpose = 'page'
export const pageLinkKind = 'page'

/** The link with which whoever was notified acknowledges without signing in. */
export const pageLink = (ctx: Context, notificationId: string): string =>
  `${ctx.baseUrl}/p/${signToken(ctx.secret, pageLinkPurpose, notificationId)}`
