import type { OpeningAct } from '@bellwether/contract/desk.ts'
import { said } from '@bellwether/contract/said.ts'
import { getPerson } from '../../people/people.ts'
import { type Context, now } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { eachApart } from '../../platform/each-apart.ts'
import { allowJobsOnly } from '../../platform/permissions.ts'
import { insertChange } from '../message.store.ts'
import { openForOurselves } from '../open-own-ticket.ts'
import { refusalOf } from '../refusal-of.ts'
import { doAct } from '../rules/do-act.ts'
import { findLiveTicket } from '../ticket.store.ts'
import { nextOccurrence } from './recurrence.rules.ts'
import { findDue, type RecurringRow, takeDue, updateRecurring } from './recurring.store.ts'

/** Opens the tickets whose time has come: after a time in which nothing ran one of each, not one for every time that passed. */
export async function openRecurring(ctx: Context): Promise<void> {
  allowJobsOnly(ctx)
  await eachApart(await findDue(ctx, now(ctx)), (id) =>
    inTransaction(ctx, async (ctx) => {
      const due = await takeDue(ctx, id, now(ctx))
      if (due !== undefined) await openOne(ctx, due)
    }),
  )
}

async function openOne(ctx: Context, due: RecurringRow): Promise<void> {
  const nextAt = nextOccurrence(due.recurrence, now(ctx))
  const last = due.lastTicketId === null ? undefined : await findLiveTicket(ctx, due.lastTicketId)
  if (due.waitsForLast && last?.state === 'open') {
    await note(ctx, last.id, said`was due to open this again: it is still open`)
    return updateRecurring(ctx, due.id, { nextAt })
  }
  const { id: personId, name, email } = await getPerson(ctx, due.changedBy)
  const ticketId = await openForOurselves(ctx, {
    subject: due.subject,
    text: due.text,
    fields: {},
    ownerId: null,
    requester: { personId, name, email },
    what: said`opened this, which recurs`,
  })
  for (const act of due.acts) await tryAct(ctx, ticketId, act)
  await updateRecurring(ctx, due.id, { nextAt, lastTicketId: ticketId })
}

/** What cannot be done, e.g. since somebody has left, is said on the ticket, which is there all the same. */
async function tryAct(ctx: Context, ticketId: string, act: OpeningAct): Promise<void> {
  try {
    await doAct(ctx, ticketId, act)
  } catch (error) {
    await note(ctx, ticketId, said`could not do what comes with it: ${refusalOf(ctx, error)}`)
  }
}

const note = (ctx: Context, ticketId: string, what: string): Promise<void> =>
  insertChange(ctx, { ticketId, at: now(ctx), who: 'Bellwether', what })
