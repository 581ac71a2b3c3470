import { randomBytes } from 'node:crypto'
import type { z } from 'zod'
import { type ContactMethod, contactMethodsMax, type MethodId } from '@bellwether/contract/pager.ts'
import { badInput, conflict, notFound } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { recordAudit } from '../platform/audit/record-audit.ts'
import type { Context } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { namesInternalHost } from '../platform/net/internal-addresses.ts'
import { getPerson } from '../people/people.ts'
import { allow, allowJobsOnly } from '../platform/permissions.ts'
import { Problem } from '../platform/problem.ts'
import * as store from './contact-method.store.ts'
import { shownAddress } from './send-webhook.ts'

type Listed = z.input<typeof ContactMethod> & { id: MethodId }

/** How a person is notified, in this order. People may see and change their own. */
export async function listContactMethods(ctx: Context, personId: string): Promise<{ items: Listed[] }> {
  allow(ctx, rightOverMethods(ctx, personId))
  return present(ctx, personId)
}

/**
 * Adds a webhook at the end. Its address is never shown again, as it may carry a key; the secret that
 * signs what is sent there is shown this once.
 */
export async function addContactMethod(ctx: Context, personId: string, { address }: { address: string }) {
  allow(ctx, rightOverMethods(ctx, personId))
  refuseInternal(ctx, address)
  return inTransaction(ctx, async (ctx) => {
    const methods = await lockedMethods(ctx, personId)
    const others = methods.filter((one) => one.kind === 'webhook')
    if (others.some((one) => one.address === address)) refuse(said`This webhook is there already.`)
    if (others.length >= contactMethodsMax) refuse(said`More than ${contactMethodsMax} webhooks are too many.`)
    const secret = randomBytes(24).toString('base64url')
    const methodId = await store.insertWebhook(ctx, personId, { address, secret })
    await audit(ctx, 'add-contact-method', { personId, methodId })
    return { ...(await present(ctx, personId)), webhookSecret: secret }
  })
}

/** Puts the methods of a person into another order; it names each of them once. */
export async function orderContactMethods(ctx: Context, personId: string, order: readonly MethodId[]) {
  allow(ctx, rightOverMethods(ctx, personId))
  return inTransaction(ctx, async (ctx) => {
    const methods = new Map((await lockedMethods(ctx, personId)).map((one) => [idOf(one), one]))
    const ordered = order.flatMap((id) => methods.get(id) ?? [])
    const isWhole = new Set(ordered).size === methods.size && order.length === methods.size
    if (!isWhole) throw new Problem(conflict, said`These are not the contact methods that there are now.`)
    await store.updatePositions(ctx, personId, ordered)
    await audit(ctx, 'order-contact-methods', { personId })
    return present(ctx, personId)
  })
}

/** Removes a webhook of a person and ends what is queued for it. Mail stays: nobody can be out of reach. */
export async function removeContactMethod(ctx: Context, personId: string, methodId: string) {
  allow(ctx, rightOverMethods(ctx, personId))
  return inTransaction(ctx, async (ctx) => {
    await lockedMethods(ctx, personId)
    if (!(await store.deleteWebhook(ctx, personId, methodId)))
      throw new Problem(notFound, said`There is no such contact method.`)
    await audit(ctx, 'remove-contact-method', { personId, methodId })
    return present(ctx, personId)
  })
}

/** Somebody left: their phone hears nothing more. */
export async function forgetContactMethods(ctx: Context, { personId }: { personId: string }): Promise<void> {
  allowJobsOnly(ctx)
  await store.deleteContactMethods(ctx, personId)
}

/** What it takes to see, change or try how somebody is paged: people may their own. */
export const rightOverMethods = (ctx: Context, personId: string) =>
  ctx.actor.kind === 'person' && ctx.actor.personId === personId ? 'pager.acknowledge' : 'pager.write'

const idOf = (method: store.ContactMethod): MethodId => (method.kind === 'mail' ? 'mail' : method.id)

async function lockedMethods(ctx: Context, personId: string): Promise<store.ContactMethod[]> {
  await getPerson(ctx, personId)
  await store.lockContactMethods(ctx, personId)
  return store.findContactMethods(ctx, personId)
}

async function present(ctx: Context, personId: string): Promise<{ items: Listed[] }> {
  const { email } = await getPerson(ctx, personId)
  const methods = await store.findContactMethods(ctx, personId)
  return {
    items: methods.map((one) => ({
      id: idOf(one),
      kind: one.kind,
      address: one.kind === 'mail' ? email : shownAddress(one.address),
    })),
  }
}

const audit = (ctx: Context, action: string, { personId, ...detail }: { personId: string; methodId?: string }) =>
  recordAudit(ctx, { action: `pager.${action}`, about: { module: 'pager', id: personId }, detail })

function refuse(detail: string): never {
  throw new Problem(badInput, undefined, { errors: [{ pointer: '/address', detail }] })
}

/** Says at once what would be refused at every page. A name is judged when it is resolved, each time. */
function refuseInternal(ctx: Context, url: string): void {
  if (!namesInternalHost(url, ctx.openedNetworks)) return
  refuse(said`This address lies in an internal network. An operator can open it with WEBHOOK_NETWORKS.`)
}
