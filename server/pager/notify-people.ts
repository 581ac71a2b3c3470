import { createHmac } from 'node:crypto'
import { type Context, now } from '../platform/context.ts'
import { signToken } from '../platform/links/signed-token.ts'
import { sendJobs } from '../platform/jobs/send-jobs.ts'
import type { JobKind } from '../platform/jobs/start-jobs.ts'
import { sendMail } from '../platform/mail/send-mail.ts'
import { listPeople } from '../platform/people/people.ts'
import {
  findNotification,
  findPage,
  findWebhook,
  insertNotification,
  type PageRow,
  recordAttempt,
} from './pager.store.ts'

export const pageLinkPurpose = 'page'
const webhookQueue = 'pager.send-webhook'
const webhookTimeoutMilliseconds = 5000

/** Notifies people by mail and by their webhook. Who was already notified of this page is left out. */
export async function notifyPeople(ctx: Context, page: PageRow, personIds: readonly string[]): Promise<void> {
  const people = await listPeople(ctx)
  for (const person of people.filter(({ id }) => personIds.includes(id))) {
    await notifyByMail(ctx, page, person)
    await notifyByWebhook(ctx, page, person.id)
  }
}

const linkOf = (ctx: Context, notificationId: string): string =>
  `${ctx.baseUrl}/p/${signToken(ctx.secret, pageLinkPurpose, notificationId)}`

const newNotification = (ctx: Context, pageId: string, personId: string) => ({
  pageId,
  personId,
  createdAt: now(ctx),
  lastError: null,
  firstTriedAt: null,
  sentAt: null,
})

async function notifyByMail(ctx: Context, page: PageRow, person: { id: string; email: string }): Promise<void> {
  const row = await insertNotification(ctx, {
    ...newNotification(ctx, page.id, person.id),
    kind: 'mail',
    address: person.email,
  })
  if (!row) return
  await sendMail(ctx, {
    kind: 'page',
    to: person.email,
    subject: `Page: ${page.title}`,
    text: `${page.title}\n\n${page.body}\n\nAcknowledge (works without signing in):\n${linkOf(ctx, row.id)}\n\nOpen it: ${ctx.baseUrl}${page.aboutPath}\n`,
    sourceId: row.id,
  })
}

async function notifyByWebhook(ctx: Context, page: PageRow, personId: string): Promise<void> {
  const webhook = await findWebhook(ctx, personId)
  if (!webhook) return
  const row = await insertNotification(ctx, {
    ...newNotification(ctx, page.id, personId),
    kind: 'webhook',
    address: webhook.url,
  })
  if (row) await sendJobs(ctx, [{ queue: webhookQueue, data: { notificationId: row.id } }])
}

/**
 * Posts a page to the webhook of a person. Signed with their secret; `idempotency-key` is the same at
 * every attempt, so a receiver that saw it can ignore a repetition.
 */
export const sendWebhookJob: JobKind = {
  queue: webhookQueue,
  retryLimit: 30,
  verb: async function postWebhook(ctx, { notificationId }) {
    const row = await findNotification(ctx, notificationId ?? '')
    if (!row || row.sentAt) return
    const page = await findPage(ctx, row.pageId)
    const webhook = await findWebhook(ctx, row.personId)
    if (!page || !webhook) return
    const url = linkOf(ctx, row.id)
    const body = JSON.stringify({
      event: 'page',
      id: page.id,
      title: page.title,
      body: page.body,
      url,
      token: url.split('/').at(-1),
      about: { module: page.aboutModule, id: page.aboutId, url: `${ctx.baseUrl}${page.aboutPath}` },
      createdAt: page.createdAt,
    })
    const error = await post(webhook, body, row.id)
    await recordAttempt(ctx, row.id, error)
    if (error) throw new Error(`The webhook of ${row.personId} answered: ${error}`)
  },
}

async function post(
  webhook: { url: string; secret: string },
  body: string,
  idempotencyKey: string,
): Promise<string | null> {
  const signature = createHmac('sha256', webhook.secret).update(body).digest('hex')
  try {
    const response = await fetch(webhook.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'idempotency-key': idempotencyKey,
        'x-bellwether-signature': `sha256=${signature}`,
      },
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(webhookTimeoutMilliseconds),
    })
    await response.body?.cancel()
    return response.ok ? null : `status ${response.status}`
  } catch (error) {
    return (error as Error).message
  }
}
