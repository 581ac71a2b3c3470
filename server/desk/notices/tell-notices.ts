import type { Say } from '@bellwether/contract/said.ts'
import { type NewMail, sendMails } from '../../mail/mail.ts'
import { sayTo, staffWhoMay } from '../../people/people.ts'
import { type Context, now } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { sendJobs } from '../../platform/jobs/send-jobs.ts'
import { allowJobsOnly } from '../../platform/permissions.ts'
import { takeMentionNotices } from '../mentions/mentions.ts'
import { findSettings } from './notice-settings.store.ts'
import { isQuiet } from './notice-time.rules.ts'
import { chatText, type Notice, severalText, ticketText } from './notice-text.rules.ts'
import { type ChatNotice, chatQueue } from './post-chat-notice.ts'
import { insertTicketNotice } from './ticket-notice.store.ts'
import { takeUntold, type Untold, upsertTold } from './untold.store.ts'

/** More than anybody has: what somebody is told is one notice, with its true number. */
const atOnce = 20_000

/**
 * Tells people what they have not looked at in their time, unless it is quiet for them now: who wrote and where, and
 * nothing of what, since mail is kept in many places. All that came meanwhile is one notice, and a mail about a single
 * ticket can be answered.
 */
export async function tellNotices(ctx: Context): Promise<void> {
  allowJobsOnly(ctx)
  const [staff, settings] = await Promise.all([staffWhoMay(ctx, 'desk.read'), findSettings(ctx)])
  const people = staff.filter(({ id, timeZone }) => !isQuiet(now(ctx), settings.get(id)?.quiet ?? null, timeZone))
  await inTransaction(ctx, async (ctx) => {
    const ids = people.map(({ id }) => id)
    const mentioned = await takeMentionNotices(ctx, people)
    const untold = await takeUntold(
      ctx,
      ids.filter((id) => settings.has(id)),
      atOnce,
    )
    const written = Map.groupBy(untold, ({ personId }) => personId)
    const mails: NewMail[] = []
    const chats: ChatNotice[] = []
    for (const { id, email, language } of people) {
      const say = sayTo({ language })
      const isByMail = (settings.get(id)?.chatUrl ?? null) === null
      const notices = [mentioned.get(id), await writtenNotice(ctx, written.get(id), { say, isByMail })]
      for (const notice of notices.filter((one) => one !== undefined))
        if (isByMail) mails.push(mailOf(email, notice))
        else chats.push({ personId: id, text: notice.chat, subject: notice.subject, mailText: notice.text })
    }
    await sendMails(ctx, mails)
    await sendJobs(
      ctx,
      chats.map((data) => ({ queue: chatQueue, data: { ...data } })),
    )
    if (untold.length > 0) await upsertTold(ctx, untold)
  })
}

const mailOf = (to: string, { chat: _, ...notice }: Notice): NewMail => ({ kind: 'notice', to, ...notice })

async function writtenNotice(
  ctx: Context,
  about: readonly Untold[] = [],
  { say, isByMail }: { say: Say; isByMail: boolean },
): Promise<Notice | undefined> {
  const [only, ...others] = about
  if (only === undefined) return undefined
  const chat = chatText(say, about, ctx.baseUrl)
  if (others.length > 0 || !isByMail) return { ...severalText(say, about, ctx.baseUrl), chat }
  return { ...ticketText(say, only, ctx.baseUrl), chat, sourceId: await insertTicketNotice(ctx, only) }
}
