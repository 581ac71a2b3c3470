import type { AfterCare } from '@bellwether/contract/desk.ts'
import { said } from '@bellwether/contract/said.ts'
import { type Context, now } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { eachApart } from '../../platform/each-apart.ts'
import { allowJobsOnly } from '../../platform/permissions.ts'
import { finishChange, lockLiveTicket } from '../change-ticket.ts'
import { endTicket } from '../end-ticket.ts'
import { sendFollowUp } from './send-follow-up.ts'
import {
  findAfterCare,
  findIsJudging,
  findQuietAsk,
  findQuietTickets,
  findSilentTickets,
  findTicketsToJudge,
} from './after-care.store.ts'

const hourMilliseconds = 3_600_000
const dayMilliseconds = 24 * hourMilliseconds
/** Somebody with many tickets is asked for their judgement at most once in so many days. */
const daysBetweenJudgements = 7
/** What was resolved longer ago, while nobody was to be asked, stays as it is. */
const hoursLookedBack = 72

/** Asks customers who say no more whether it is solved, ends what stays silent, and asks how good the answer was. */
export async function followUp(ctx: Context): Promise<void> {
  allowJobsOnly(ctx)
  const { quiet, satisfaction } = await findAfterCare(ctx)
  if (quiet) {
    await eachApart(await findSilentTickets(ctx, daysAgo(ctx, quiet.closeAfterDays)), (id) => endSilent(ctx, id, quiet))
    await eachApart(await findQuietTickets(ctx, daysAgo(ctx, quiet.askAfterDays)), (id) => askQuiet(ctx, id, quiet))
  }
  if (satisfaction) {
    const until = new Date(now(ctx).getTime() - satisfaction.afterHours * hourMilliseconds)
    const from = new Date(until.getTime() - hoursLookedBack * hourMilliseconds)
    await eachApart(await findTicketsToJudge(ctx, { from, until }), (id) => askToJudge(ctx, id, satisfaction))
  }
}

const daysAgo = (ctx: Context, days: number): Date => new Date(now(ctx).getTime() - days * dayMilliseconds)

/** Once in a silence: whoever wrote meanwhile is not asked. */
async function askQuiet(ctx: Context, id: string, { askAfterDays, text }: NonNullable<AfterCare['quiet']>) {
  await inTransaction(ctx, async (ctx) => {
    const ticket = await lockLiveTicket(ctx, id)
    if (ticket.waitingOn !== 'customer' || ticket.waitingSince > daysAgo(ctx, askAfterDays)) return
    const asked = await findQuietAsk(ctx, ticket.id)
    if (asked && asked.at >= ticket.waitingSince) return
    await sendFollowUp(ctx, ticket, { kind: 'quiet', text })
    await finishChange(ctx, ticket.id, { action: 'ask-quiet', what: said`asked the customer whether it is solved` })
  })
}

async function endSilent(ctx: Context, id: string, { closeAfterDays }: NonNullable<AfterCare['quiet']>) {
  await inTransaction(ctx, async (ctx) => {
    const ticket = await lockLiveTicket(ctx, id)
    const asked = await findQuietAsk(ctx, ticket.id)
    if (ticket.waitingOn !== 'customer' || !asked || asked.at < ticket.waitingSince) return
    if (asked.at > daysAgo(ctx, closeAfterDays)) return
    await endTicket(ctx, ticket)
    const what = said`resolved the ticket: no word for ${closeAfterDays} days after we asked`
    await finishChange(ctx, ticket.id, { action: 'end-silent', what })
  })
}

async function askToJudge(ctx: Context, id: string, { text }: NonNullable<AfterCare['satisfaction']>) {
  await inTransaction(ctx, async (ctx) => {
    const ticket = await lockLiveTicket(ctx, id)
    if (ticket.state !== 'resolved') return
    if (await findIsJudging(ctx, ticket.contactEmail, daysAgo(ctx, daysBetweenJudgements))) return
    await sendFollowUp(ctx, ticket, { kind: 'satisfaction', text })
    await finishChange(ctx, ticket.id, {
      action: 'ask-to-judge',
      what: said`asked the customer how good the answer was`,
    })
  })
}
