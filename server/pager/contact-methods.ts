import { randomBytes } from 'node:crypto'
import { badInput } from '@bellwether/contract/problem.ts'
import { recordAudit } from '../platform/audit/record-audit.ts'
import type { Context } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { isForbiddenAddress } from '../platform/net/internal-addresses.ts'
import { getPerson } from '../people/people.ts'
import { allow, allowJobsOnly } from '../platform/permissions.ts'
import { Problem } from '../platform/problem.ts'
import { deleteWebhooks, findWebhook, insertWebhook } from './pager.store.ts'
import { shownAddress } from './send-webhook.ts'

/**
 * Sets the webhook through which a person is paged besides mail; people may set their own. Its address
 * is never shown again: it may carry a key. Removing it also ends what is queued for it.
 */
export async function setContactMethods(ctx: Context, personId: string, webhookUrl: string | null) {
  allow(ctx, ctx.actor.kind === 'person' && ctx.actor.personId === personId ? 'pager.acknowledge' : 'pager.write')
  if (webhookUrl !== null) refuseInternal(ctx, webhookUrl)
  return inTransaction(ctx, async (ctx) => {
    const person = await getPerson(ctx, personId)
    const webhook = webhookUrl === null ? null : { url: webhookUrl, secret: randomBytes(24).toString('base64url') }
    if (webhook) await insertWebhook(ctx, personId, webhook)
    else await deleteWebhooks(ctx, personId)
    await recordAudit(ctx, { action: 'pager.set-contact-methods', about: { module: 'pager', id: personId } })
    const saved = await findWebhook(ctx, personId)
    return {
      methods: [
        { kind: 'mail' as const, address: person.email },
        ...(saved ? [{ kind: 'webhook' as const, address: shownAddress(saved.url) }] : []),
      ],
      webhookSecret: webhook?.secret ?? null,
    }
  })
}

/** Says at once what would be refused at every page. A name is judged when it is resolved, each time. */
function refuseInternal(ctx: Context, url: string): void {
  const host = new URL(url).hostname.replaceAll(/^\[|\]$/g, '')
  if (host !== 'localhost' && !isForbiddenAddress(host, ctx.openedNetworks)) return
  if (host === 'localhost' && ctx.openedNetworks.has('127.0.0.1')) return
  const detail = 'This address lies in an internal network. An operator can open it with WEBHOOK_NETWORKS.'
  throw new Problem(badInput, undefined, { errors: [{ pointer: '/webhookUrl', detail }] })
}

/** Somebody left: their phone hears nothing more. */
export async function forgetContactMethods(ctx: Context, { personId }: { personId: string }): Promise<void> {
  allowJobsOnly(ctx)
  await deleteWebhooks(ctx, personId)
}
