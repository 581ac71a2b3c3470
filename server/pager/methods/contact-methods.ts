import { randomBytes } from 'node:crypto'
import {
  type ContactMethods,
  contactMethodsMax,
  type MethodId,
  type NewContactMethod,
  type NotificationRule,
  type QuietHours,
} from '@bellwether/contract/pager-methods.ts'
import { badInput, conflict, notFound } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { recordAudit } from '../../platform/audit/record-audit.ts'
import type { Context } from '../../platform/context.ts'
import type { Presented } from '../../platform/http/handle.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { namesInternalHost } from '../../platform/net/internal-addresses.ts'
import { getPerson } from '../../people/people.ts'
import { allow, allowJobsOnly } from '../../platform/permissions.ts'
import { Problem } from '../../platform/problem.ts'
import * as store from './contact-method.store.ts'
import { openKinds, shownAddress } from '../channels/page-channels.ts'
import { isPushKey, pushSecretOf } from '../channels/push.ts'
import { methodTroubles } from './method-troubles.ts'
import { findQuietHours, replaceQuietHours } from './quiet-hours.store.ts'

type Listed = Presented<ContactMethods>

/** How a person is notified, in this order. People may see and change their own. */
export async function listContactMethods(ctx: Context, personId: string): Promise<Listed> {
  allow(ctx, rightOverMethods(ctx, personId))
  return present(ctx, personId)
}

/**
 * Adds a way to reach somebody at the end. An address is never shown again, as it may carry a key; the secret that
 * signs what is sent to a webhook is shown this once.
 */
export async function addContactMethod(ctx: Context, personId: string, method: NewContactMethod) {
  allow(ctx, rightOverMethods(ctx, personId))
  const { kind, address } = method
  if (!openKinds(ctx).includes(kind)) refuseClosed(kind)
  if (kind === 'irc') refuseOwnNick(ctx, address)
  else if (kind !== 'sms' && kind !== 'voice') refuseInternal(ctx, address)
  if (kind === 'push' && !isPushKey(method.p256dh)) refuse(said`This is no key of a browser.`, '/p256dh')
  return inTransaction(ctx, async (ctx) => {
    const methods = await lockedMethods(ctx, personId)
    const others = methods.filter((one) => one.kind !== 'mail')
    if (others.some((one) => one.kind === kind && one.address === address)) refuse(said`This is there already.`)
    if (others.length >= contactMethodsMax) refuse(said`More than ${contactMethodsMax} besides mail are too many.`)
    const label = method.kind === 'push' ? method.device : ''
    const secret = secretOf(method)
    const methodId = await store.insertMethod(ctx, personId, { kind, address, secret, label, ...store.always })
    await audit(ctx, 'add-contact-method', { personId, methodId })
    return { ...(await present(ctx, personId)), webhookSecret: kind === 'webhook' ? secret : null }
  })
}

function secretOf(method: NewContactMethod): string | null {
  if (method.kind === 'webhook') return randomBytes(24).toString('base64url')
  if (method.kind === 'push') return pushSecretOf(method)
  return method.kind === 'ntfy' ? (method.token ?? null) : null
}

/** Sets when pages go to one of the methods of a person. */
export async function setNotificationRule(
  ctx: Context,
  personId: string,
  set: { id: MethodId; rule: NotificationRule },
) {
  allow(ctx, rightOverMethods(ctx, personId))
  return inTransaction(ctx, async (ctx) => {
    await lockedMethods(ctx, personId)
    if (!(await store.updateRule(ctx, personId, set)))
      throw new Problem(notFound, said`There is no such contact method.`)
    await audit(ctx, 'set-notification-rule', { personId, ...(set.id !== 'mail' && { methodId: set.id }) })
    return present(ctx, personId)
  })
}

/** Sets the hours in which pages that can wait do not disturb a person; null: there are none. */
export async function setQuietHours(ctx: Context, personId: string, hours: QuietHours | null): Promise<Listed> {
  allow(ctx, rightOverMethods(ctx, personId))
  return inTransaction(ctx, async (ctx) => {
    await lockedMethods(ctx, personId)
    await replaceQuietHours(ctx, personId, hours)
    await audit(ctx, 'set-quiet-hours', { personId })
    return present(ctx, personId)
  })
}

/** The key with which this installation pushes to browsers. Everybody may know it. */
export async function getPushKey(ctx: Context): Promise<{ key: string }> {
  allow(ctx, 'pager.acknowledge')
  return { key: ctx.pageChannels.pushKeys.publicKey }
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

/** Removes a way to reach a person and ends what is queued for it. Mail stays: nobody can be out of reach. */
export async function removeContactMethod(ctx: Context, personId: string, methodId: string) {
  allow(ctx, rightOverMethods(ctx, personId))
  return inTransaction(ctx, async (ctx) => {
    await lockedMethods(ctx, personId)
    if (!(await store.deleteMethod(ctx, personId, methodId)))
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

async function present(ctx: Context, personId: string): Promise<Listed> {
  const { email } = await getPerson(ctx, personId)
  const methods = await store.findContactMethods(ctx, personId)
  const troubleOf = await methodTroubles(ctx, [{ personId, methods }])
  return {
    items: methods.map((one) => ({
      id: idOf(one),
      kind: one.kind,
      address: one.kind === 'mail' ? email : shownAddress(ctx, one),
      afterMinutes: one.afterMinutes,
      urgency: one.urgency,
      trouble: troubleOf(personId, one),
    })),
    quietHours: (await findQuietHours(ctx, [personId])).get(personId) ?? null,
    kinds: openKinds(ctx),
  }
}

const audit = (ctx: Context, action: string, { personId, ...detail }: { personId: string; methodId?: string }) =>
  recordAudit(ctx, { action: `pager.${action}`, about: { module: 'pager', id: personId }, detail })

function refuse(detail: string, pointer = '/address'): never {
  throw new Problem(badInput, undefined, { errors: [{ pointer, detail }] })
}

function refuseClosed(kind: store.ChannelKind): never {
  if (kind === 'irc') refuse(said`IRC needs a server: an operator sets IRC_URL.`)
  refuse(said`Texts and calls need a carrier: an operator sets TWILIO_ACCOUNT_SID.`)
}

/** We would talk to ourselves, and think that somebody is there. */
function refuseOwnNick({ pageChannels: { irc } }: Context, nick: string): void {
  if (irc?.address.nick.toLowerCase() === nick.toLowerCase()) refuse(said`This is the nick of Bellwether itself.`)
}

/** Says at once what would be refused at every page. A name is judged when it is resolved, each time. */
function refuseInternal(ctx: Context, url: string): void {
  if (!namesInternalHost(url, ctx.openedNetworks)) return
  refuse(said`This address lies in an internal network. An operator can open it with WEBHOOK_NETWORKS.`)
}
