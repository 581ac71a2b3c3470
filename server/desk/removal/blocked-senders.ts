import type { z } from 'zod'
import { type BlockedSender, blockedSendersMax, senderNotBlockable } from '@bellwether/contract/desk.ts'
import { conflict } from '@bellwether/contract/problem.ts'
import { isPublicDomain } from '@bellwether/contract/public-domain.ts'
import { customerBelow, findSender } from '../../customers/customers.ts'
import { isOurAddress } from '../../mail/mail.ts'
import { namesById } from '../../people/people.ts'
import { recordAudit } from '../../platform/audit/record-audit.ts'
import type { Context } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import type { Presented } from '../../platform/http/handle.ts'
import { allow, asPart } from '../../platform/permissions.ts'
import { Problem } from '../../platform/problem.ts'
import { actingAuthor } from '../change-ticket.ts'
import { type BlockedRow, deleteBlocked, findBlocked, findBlockedAmong, insertBlocked } from './blocked-sender.store.ts'
import { sendersAbove } from './spam.rules.ts'

type Answer = Presented<z.input<typeof BlockedSender>>

/** Whose mail is put into spam. */
export async function listBlockedSenders(ctx: Context): Promise<Answer[]> {
  allow(ctx, 'desk.read')
  return presentBlocked(ctx, await findBlocked(ctx, blockedSendersMax))
}

async function presentBlocked(ctx: Context, rows: readonly BlockedRow[]): Promise<Answer[]> {
  const names = await namesById(ctx, { people: rows.map(({ blockedBy }) => blockedBy) })
  return rows.map(({ blockedBy, ...row }) => ({
    ...row,
    blockedBy: blockedBy === null ? null : names.person(blockedBy),
  }))
}

/** Puts all further mail of an address, or of a domain with what is below it, into spam. */
export async function blockSender(ctx: Context, sender: string): Promise<Answer> {
  allow(ctx, 'desk.write')
  return inTransaction(ctx, async (ctx) => {
    if (!(await insertBlocked(ctx, await blockableSender(ctx, sender), actingAuthor(ctx).id)))
      throw new Problem(conflict, `${sender} is blocked already.`)
    await recordAudit(ctx, { action: 'desk.block-sender', about: { module: 'desk', id: 'blocked-senders' } })
    const row = (await findBlocked(ctx, blockedSendersMax)).find((one) => one.sender === sender)
    const [answer] = await presentBlocked(ctx, row ? [row] : [])
    return answer!
  })
}

/** Takes their mail as anybody's again. False where they were not blocked. */
export async function unblockSender(ctx: Context, sender: string): Promise<boolean> {
  allow(ctx, 'desk.write')
  return inTransaction(ctx, async (ctx) => {
    const isUnblocked = await deleteBlocked(ctx, sender.toLowerCase())
    await recordAudit(ctx, { action: 'desk.unblock-sender', about: { module: 'desk', id: 'blocked-senders' } })
    return isUnblocked
  })
}

/** For verbs: the sender, where blocking them keeps out no customer and none of us. */
export async function blockableSender(ctx: Context, sender: string): Promise<string> {
  const refused = sender.startsWith('@') ? await domainTrouble(ctx, sender.slice(1)) : await addressTrouble(ctx, sender)
  if (refused !== undefined) throw new Problem(senderNotBlockable, refused)
  return sender
}

async function addressTrouble(ctx: Context, address: string): Promise<string | undefined> {
  if (isOurAddress(ctx, address)) return `${address} is ours.`
  const known = await findSender(asPart(ctx), address)
  return known && `${address} belongs to ${known.customer.name}, who is a customer.`
}

async function domainTrouble(ctx: Context, domain: string): Promise<string | undefined> {
  if (isPublicDomain(domain)) return `Everybody may have an address at ${domain}: block the addresses.`
  const isOurs = ctx.mailboxes.all().some(({ address }) => sendersAbove(address).includes(`@${domain}`))
  if (isOurs) return `${domain} is ours.`
  const name = await customerBelow(asPart(ctx), domain)
  return name && `${domain} belongs to ${name}, who is a customer.`
}

/** For verbs: as what somebody with this address is blocked, itself or by its domain; a customer is heard all the same. */
export const blockedAs = (ctx: Context, address: string): Promise<string | undefined> =>
  findBlockedAmong(ctx, sendersAbove(address.toLowerCase()))
