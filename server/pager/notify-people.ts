import type { Language } from '@bellwether/contract/people.ts'
import { type Context, now } from '../platform/context.ts'
import { sendJobs } from '../platform/jobs/send-jobs.ts'
import { sendMail } from '../mail/mail.ts'
import { sayTo, staffById, translateTo } from '../people/people.ts'
import { findContactMethodsForShare, type Webhook } from './contact-method.store.ts'
import { pageLinkKind } from './page-link.ts'
import { countNotifications, insertNotification, type PageRow } from './pager.store.ts'
import { shownAddress, webhookQueue } from './send-webhook.ts'

/** Notifies people by each of their contact methods, in the order of the list, again if they were notified before. */
export async function notifyPeople(ctx: Context, page: PageRow, personIds: readonly string[]): Promise<void> {
  const people = await staffById(ctx, personIds)
  const methods = await findContactMethodsForShare(
    ctx,
    people.map(({ id }) => id),
  )
  for (const person of people) {
    const round = await countNotifications(ctx, { pageId: page.id, personId: person.id })
    for (const [position, method] of methods(person.id).entries()) {
      const notification = newNotification(ctx, { pageId: page.id, personId: person.id, position, round })
      if (method.kind === 'mail')
        await notifyByMail(ctx, page, { ...notification, address: person.email, language: person.language })
      else await notifyByWebhook(ctx, method, notification)
    }
  }
}

const newNotification = (ctx: Context, of: { pageId: string; personId: string; position: number; round: number }) => ({
  ...of,
  createdAt: now(ctx),
  lastError: null,
  firstTriedAt: null,
  sentAt: null,
  failedAt: null,
})
type NewNotification = ReturnType<typeof newNotification>

async function notifyByMail(
  ctx: Context,
  page: PageRow,
  { language, ...mail }: NewNotification & { address: string; language: Language },
): Promise<void> {
  const row = await insertNotification(ctx, { ...mail, kind: 'mail', methodId: null })
  if (!row) return
  const [say, translate] = [sayTo({ language }), translateTo({ language })]
  const title = translate(page.title)
  const text = [
    title,
    translate(page.body),
    `${say`Acknowledge (works without signing in):`}\n{link}`,
    say`Open it: ${`${ctx.baseUrl}${page.aboutPath}`}`,
  ]
  await sendMail(ctx, {
    kind: 'page',
    to: mail.address,
    subject: say`Page: ${title}`,
    text: `${text.join('\n\n')}\n`,
    sourceId: row.id,
    link: { kind: pageLinkKind, about: row.id },
  })
}

async function notifyByWebhook(ctx: Context, webhook: Webhook, notification: NewNotification): Promise<void> {
  const row = await insertNotification(ctx, {
    ...notification,
    kind: 'webhook',
    address: shownAddress(webhook.address),
    methodId: webhook.id,
  })
  if (row) await sendJobs(ctx, [{ queue: webhookQueue, data: { notificationId: row.id } }])
}
