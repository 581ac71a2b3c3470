import { sendMails } from '../../mail/mail.ts'
import { staffWhoMay } from '../../people/people.ts'
import { type Context, now } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { allowJobsOnly } from '../../platform/permissions.ts'
import { mailMentions } from '../mentions/mentions.ts'
import { findSettings } from './notice-settings.store.ts'
import { isQuiet } from './notice-time.rules.ts'
import { severalText, ticketText } from './notice-text.rules.ts'
import { insertTicketNotice } from './ticket-notice.store.ts'
import { takeUntold, type Untold, upsertTold } from './untold.store.ts'

const atOnce = 500

/**
 * Tells people by mail what they have not looked at in their time, unless it is quiet for them now: who wrote and where,
 * and nothing of what, since mail is kept in many places. All that came meanwhile is one mail, and one about a single
 * ticket can be answered.
 */
export async function mailNotices(ctx: Context): Promise<void> {
  allowJobsOnly(ctx)
  const [staff, settings] = await Promise.all([staffWhoMay(ctx, 'desk.read'), findSettings(ctx)])
  const people = staff.filter(({ id, timeZone }) => !isQuiet(now(ctx), settings.get(id)?.quiet ?? null, timeZone))
  await inTransaction(ctx, async (ctx) => {
    await mailMentions(ctx, people)
    const wanting = people.filter(({ id }) => settings.has(id))
    const untold = await takeUntold(
      ctx,
      wanting.map(({ id }) => id),
      atOnce,
    )
    if (untold.length === 0) return
    const byPerson = Map.groupBy(untold, ({ personId }) => personId)
    await sendMails(ctx, await Promise.all(wanting.flatMap(({ id, email }) => noticeTo(ctx, email, byPerson.get(id)))))
    await upsertTold(ctx, untold)
  })
}

function noticeTo(ctx: Context, to: string, about: readonly Untold[] = []) {
  const [only, ...others] = about
  if (only === undefined) return []
  const notice = { kind: 'notice' as const, to }
  if (others.length > 0) return [Promise.resolve({ ...notice, ...severalText(about, ctx.baseUrl) })]
  return [insertTicketNotice(ctx, only).then((sourceId) => ({ ...notice, ...ticketText(only, ctx.baseUrl), sourceId }))]
}
