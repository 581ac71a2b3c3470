import { createHmac } from 'node:crypto'
import { said } from '@bellwether/contract/said.ts'
import type { Context } from '../platform/context.ts'
import { staffById, translateTo } from '../people/people.ts'
import type { JobKind } from '../platform/jobs/start-jobs.ts'
import type { Networks } from '../platform/net/internal-addresses.ts'
import { postOutside, PostRefused } from '../platform/net/post-outside.ts'
import { pageLink } from './page-link.ts'
import { findWebhook, type Webhook } from './contact-method.store.ts'
import { findNotification, findPage, markFailed, type PageRow, recordAttempt } from './pager.store.ts'

export const webhookQueue = 'pager.send-webhook'

/** What may be shown of a webhook: its path, query and password are as good as a key. */
export const shownAddress = (url: string): string => {
  const { protocol, host } = new URL(url)
  return `${protocol}//${host}`
}

/**
 * Posts a page to the webhook that it was queued for. Signed with that webhook's secret;
 * `idempotency-key` is the same at every attempt, so a receiver that saw it can ignore a repetition.
 */
export const sendWebhookJob = (opened: Networks): JobKind => ({
  queue: webhookQueue,
  retryLimit: 30,
  // A phone that does not answer must not keep the others waiting.
  workers: 4,
  givenUp: async (ctx, { notificationId }, reason) => markFailed(ctx, notificationId ?? '', reason),
  verb: async function postWebhook(ctx, { notificationId }) {
    const row = await findNotification(ctx, notificationId ?? '')
    if (!row || row.sentAt || row.failedAt) return
    const page = await findPage(ctx, row.pageId)
    const webhook = row.methodId ? await findWebhook(ctx, row.methodId) : undefined
    if (!page || !webhook) {
      await markFailed(ctx, row.id, said`the webhook was removed`)
      return
    }
    const [person] = await staffById(ctx, [row.personId])
    const translate = translateTo(person ?? { language: 'en' })
    const words = { title: translate(page.title), body: translate(page.body) }
    const error = await post(webhook, bodyOf(ctx, { ...page, ...words }, row.id), { key: row.id, opened })
    await recordAttempt(ctx, row.id, error)
    if (error) throw new Error(error)
  },
})

function bodyOf(ctx: Context, page: PageRow, notificationId: string): string {
  const url = pageLink(ctx, notificationId)
  return JSON.stringify({
    event: 'page',
    id: page.id,
    title: page.title,
    body: page.body,
    url,
    token: url.split('/').at(-1),
    about: { module: page.aboutModule, id: page.aboutId, url: `${ctx.baseUrl}${page.aboutPath}` },
    createdAt: page.createdAt,
  })
}

/** null when it was taken; else why not, in words that may be shown. */
async function post(
  webhook: Webhook,
  body: string,
  { key, opened }: { key: string; opened: Networks },
): Promise<string | null> {
  const signature = createHmac('sha256', webhook.secret).update(body).digest('hex')
  const headers = {
    'content-type': 'application/json',
    'idempotency-key': key,
    'x-bellwether-signature': `sha256=${signature}`,
  }
  try {
    const status = await postOutside(webhook.address, body, { headers, opened })
    return status >= 200 && status < 300 ? null : said`status ${status}`
  } catch (error) {
    if (error instanceof PostRefused) return error.message
    throw error
  }
}
