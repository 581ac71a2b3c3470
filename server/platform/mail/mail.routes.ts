import * as contract from '@bellwether/contract/mail.ts'
import type { Context } from '../context.ts'
import { handle, type HandledRoute } from '../http/handle.ts'
import { getMailLedger, listIncomingMails, listOutgoingMails } from './list-mails.ts'

/** `recover` files a held mail; the module that files mail brings it. */
export const mailRoutes = (
  recover: (ctx: Context, mailId: string) => Promise<{ ticketId: string }>,
): HandledRoute[] => [
  handle(contract.getMailLedger, ({ ctx }) => getMailLedger(ctx)),
  handle(contract.listIncomingMails, ({ ctx, query }) => listIncomingMails(ctx, query)),
  handle(contract.listOutgoingMails, ({ ctx, query }) => listOutgoingMails(ctx, query)),
  handle(contract.recoverHeldMail, ({ ctx, params }) => recover(ctx, params.id)),
]
