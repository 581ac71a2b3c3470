import type { Context } from '../platform/context.ts'
import { signToken } from '../platform/links/signed-token.ts'

export const pageLinkPurpose = 'page'
export const pageLinkKind = 'page'

/** The link with which whoever was notified acknowledges without signing in. */
export const pageLink = (ctx: Context, notificationId: string): string =>
  `${ctx.baseUrl}/p/${signToken(ctx.secret, pageLinkPurpose, notificationId)}`

/** Where the screen of what a page is about is; of one that is about nothing else the page itself. */
export const pathAbout = ({ id, aboutPath }: { id: string; aboutPath: string }): string =>
  aboutPath === '/on-call' ? `/pages#${id}` : aboutPath
