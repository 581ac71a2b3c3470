import { askedLink, customerAskLink, customerAskLinkKind, noticeLinkKind } from '../desk/desk.ts'
import { pageLink, pageLinkKind } from '../pager/pager.ts'
import { createSignInLink, signInLinkKind } from '../people/people.ts'
import type { LinkMaker } from '../mail/mail.ts'

/** Who makes the links that stand in mails alone, by kind. */
export const linkMakers: Readonly<Record<string, LinkMaker>> = {
  [signInLinkKind]: createSignInLink,
  [customerAskLinkKind]: async (ctx, askId) => customerAskLink(ctx, askId),
  [noticeLinkKind]: async (ctx, noticeId) => askedLink(ctx, noticeId),
  [pageLinkKind]: async (ctx, notificationId) => pageLink(ctx, notificationId),
}
