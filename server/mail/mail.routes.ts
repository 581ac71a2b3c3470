import * as contract from '@bellwether/contract/mail.ts'
import type { Context } from '../platform/context.ts'
import { handle, handleFile, type HandledRoute } from '../platform/http/handle.ts'
import { getMailDebt, getMailLedger, listIncomingMails, listOutgoingMails } from './list-mails.ts'
import { addMailbox, changeMailbox, listMailboxes, removeMailbox } from './change-mailbox.ts'
import { openRawMail } from './open-raw-mail.ts'
import { rejectMail } from './reject-mail.ts'

/** `recover` files a held or rejected mail; the module that files mail brings it. */
export const mailRoutes = (
  recover: (ctx: Context, mailId: string, saidFrom: string | null) => Promise<{ ticketId: string }>,
): HandledRoute[] => [
  handle(contract.getMailLedger, ({ ctx }) => getMailLedger(ctx)),
  handle(contract.getMailDebt, ({ ctx }) => getMailDebt(ctx)),
  handle(contract.listIncomingMails, ({ ctx, query }) => listIncomingMails(ctx, query)),
  handleFile(contract.openRawMail, ({ ctx, params }) => openRawMail(ctx, params.id)),
  handle(contract.listOutgoingMails, ({ ctx, query }) => listOutgoingMails(ctx, query)),
  handle(contract.listMailboxes, async ({ ctx }) => ({ items: await listMailboxes(ctx) })),
  handle(contract.addMailbox, async ({ ctx, body: { address, ...input } }) => ({
    items: await addMailbox(ctx, address, input),
  })),
  handle(contract.changeMailbox, async ({ ctx, params, body }) => ({
    items: await changeMailbox(ctx, params.id, body),
  })),
  handle(contract.removeMailbox, async ({ ctx, params }) => ({ items: await removeMailbox(ctx, params.id) })),
  handle(contract.rejectMail, ({ ctx, params, body }) => rejectMail(ctx, params.id, body.reason)),
  handle(contract.recoverMail, ({ ctx, params, body }) => recover(ctx, params.id, body.from)),
]
