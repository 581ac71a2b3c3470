import { pageLink, pageLinkKind } from '../pager/pager.ts'
import { createSignInLink, signInLinkKind } from '../people/people.ts'
import type { LinkMaker } from '../mail/mail.ts'

/** Who makes the links that stand in mails alone, by kind. */
export const linkMakers: Readonly<Record<string, LinkMaker>> = {
  [signInLinkKind]: createSignInLink,
  [pageLinkKind]: async (ctx, notificationId) => pageLink(ctx, notificationId),
}
