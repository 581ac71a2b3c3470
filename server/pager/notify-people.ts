import { type Context, now } from '../platform/context.ts'
import { sendJobs } from '../platform/jobs/send-jobs.ts'
import { sendMail } from '../mail/mail.ts'
import { staffDirectory } from '../people/people.ts'
import { pageLinkKind } from './page-link.ts'
import { findWebhook, insertNotification, type PageRow } from './pager.store.ts'
import { shownAddress, webhookQueue } from './send-webhook.ts'

/** Notifies people by mail and by their webhook. Who was already notified of this page is left out. */
export async function notifyPeople(ctx: Context, page: PageRow, personIds: readonly string[]): Promise<void> {
  const people = await staffDirectory(ctx)
  for (const person of people.filter(({ id }) => personIds.includes(id))) {
    await notifyByMail(ctx, page, person)
    await notifyByWebhook(ctx, page, person.id)
  }
}

const newNotification = (ctx: Context, pageId: string, personId: string) => ({
  pageId,
  personId,
  createdAt: now(ctx),
  lastError: null,
  firstTriedAt: null,
  sentAt: null,
  failedAt: null,
})

async function notifyByMail(ctx: Context, page: PageRow, person: { id: string; email: string }): Promise<void> {
  const row = await insertNotification(ctx, {
    ...newNotification(ctx, page.id, person.id),
    kind: 'mail',
    address: person.email,
    webhookId: null,
  })
  if (!row) return
  await sendMail(ctx, {
    kind: 'page',
    to: person.email,
    subject: `Page: ${page.title}`,
    text: `${page.title}\n\n${page.body}\n\nAcknowledge (works without signing in):\n{link}\n\nOpen it: ${ctx.baseUrl}${page.aboutPath}\n`,
    sourceId: row.id,
    link: { kind: pageLinkKind, about: row.id },
  })
}

async function notifyByWebhook(ctx: Context, page: PageRow, personId: string): Promise<void> {
  const webhook = await findWebhook(ctx, personId)
  if (!webhook) return
  const row = await insertNotification(ctx, {
    ...newNotification(ctx, page.id, personId),
    kind: 'webhook',
    address: shownAddress(webhook.url),
    webhookId: webhook.id,
  })
  if (row) await sendJobs(ctx, [{ queue: webhookQueue, data: { notificationId: row.id } }])
}
