import * as contract from '@bellwether/contract/mail.ts'
import type { Context } from '../context.ts'
import { readCursor, toPage } from '../database/page-after.ts'
import { handle, type HandledRoute } from '../http/handle.ts'
import { allow } from '../permissions.ts'
import { countOutcomes, listIncoming } from './incoming.store.ts'
import { listOutgoing } from './outgoing.store.ts'

/** `recover` files a held mail; the module that files mail brings it. */
export const mailRoutes = (
  recover: (ctx: Context, mailId: string) => Promise<{ ticketId: string }>,
): HandledRoute[] => [
  handle(contract.getMailLedger, async ({ ctx }) => {
    allow(ctx, 'desk.read')
    const counts = await countOutcomes(ctx)
    const countOf = (outcome: string): number => counts.find((one) => one.outcome === outcome)?.count ?? 0
    const outcomes = Object.fromEntries(contract.MailOutcome.options.map((name) => [name, countOf(name)]))
    const received = counts.reduce((sum, one) => sum + one.count, 0)
    const added = Object.values(outcomes).reduce((sum, count) => sum + count, 0)
    return {
      received,
      outcomes: outcomes as Record<contract.IncomingMail['outcome'], number>,
      addsUp: received === added,
    }
  }),
  handle(contract.listIncomingMails, async ({ ctx, query }) => {
    allow(ctx, 'desk.read')
    const after = readCursor(query.cursor)
    const rows = await listIncoming(ctx, { outcome: query.outcome, after, limit: query.limit + 1 })
    return toPage(
      rows,
      query.limit,
      (row) => row.receivedAt,
      (row) => ({ ...row, from: row.fromAddress }),
    )
  }),
  handle(contract.listOutgoingMails, async ({ ctx, query }) => {
    allow(ctx, 'mail.write')
    const rows = await listOutgoing(ctx, { after: readCursor(query.cursor), limit: query.limit + 1 })
    return toPage(
      rows,
      query.limit,
      (row) => row.createdAt,
      (row) => ({ ...row, to: row.toAddress }),
    )
  }),
  handle(contract.recoverHeldMail, ({ ctx, params }) => recover(ctx, params.id)),
]
