import type { z } from 'zod'
import { type BlockedSender, blockedSendersMax, senderNotBlockable, tooManyBlocked } from '@bellwether/contract/desk.ts'
import { conflict } from '@bellwether/contract/problem.ts'
import { isPublicDomain } from '@bellwether/contract/public-domain.ts'
import { said } from '@bellwether/contract/said.ts'
import { customerBelow, findSender } from '../../customers/customers.ts'
import { isOurAddress } from '../../mail/mail.ts'
import { findAnyByEmail, namesById, staffDirectory } from '../../people/people.ts'
import { recordAudit } from '../../platform/audit/record-audit.ts'
import type { Context } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import type { Presented } from '../../platform/http/handle.ts'
import { allow, asPart } from '../../platform/permissions.ts'
import { Problem } from '../../platform/problem.ts'
import { actingAuthor } from '../change-ticket.ts'
import {
  type BlockedRow,
  countBlocked,
  deleteBlocked,
  findBlocked,
  findBlockedAmong,
  insertBlocked,
} from './blocked-sender.store.ts'
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
    const trouble = await blockTrouble(ctx, sender)
    if (trouble !== undefined) throw new Problem(senderNotBlockable, trouble)
    if ((await countBlocked(ctx)) >= blockedSendersMax) throw new Problem(tooManyBlocked)
    const row = await insertBlocked(ctx, sender, actingAuthor(ctx).id)
    if (!row) throw new Problem(conflict, said`${sender} is blocked already.`)
    await recordAudit(ctx, { action: 'desk.block-sender', about: { module: 'desk', id: 'blocked-senders' } })
    const [answer] = await presentBlocked(ctx, [row])
    return answer!
  })
}

/** Takes their mail as anybody's again. False where they were not blocked. */
export async function unblockSender(ctx: Context, sender: string): Promise<boolean> {
  allow(ctx, 'desk.write')
  return inTransaction(ctx, async (ctx) => {
    const isUnblocked = await deleteBlocked(ctx, sender)
    await recordAudit(ctx, { action: 'desk.unblock-sender', about: { module: 'desk', id: 'blocked-senders' } })
    return isUnblocked
  })
}

/** For verbs: why a sender cannot be blocked, in words: it would keep out a customer, or us; undefined where they can. */
export const blockTrouble = (ctx: Context, sender: string): Promise<string | undefined> =>
  sender.startsWith('@') ? domainTrouble(ctx, sender.slice(1)) : addressTrouble(ctx, sender)

async function addressTrouble(ctx: Context, address: string): Promise<string | undefined> {
  const isOurs = isOurAddress(ctx, address) || (await findAnyByEmail(ctx, [address])) !== undefined
  if (isOurs) return said`${address} is one of our own.`
  const known = await findSender(asPart(ctx), address)
  return known && said`${address} belongs to ${known.customer.name}, who is a customer.`
}

/** `co.uk`, `com.au`: below these everybody has a domain of their own. */
const registries = /^(?:ac|co|com|edu|gob|gov|gv|ltd|me|mil|ne|net|nom|or|org|plc|sch)\.[a-z]{2}$/

async function domainTrouble(ctx: Context, domain: string): Promise<string | undefined> {
  if (registries.test(domain)) return said`${domain} is where others have their domains: block those.`
  if (isPublicDomain(domain)) return said`Everybody may have an address at ${domain}: block the addresses.`
  const ours = [
    ...ctx.mailboxes.all().map(({ address }) => address),
    ...(await staffDirectory(ctx)).map(({ email }) => email),
  ]
  const isOurs = ours.some((address) => sendersAbove(address).includes(`@${domain}`))
  if (isOurs) return said`${domain} is one of our own.`
  const name = await customerBelow(asPart(ctx), domain)
  return name && said`${domain} belongs to ${name}, who is a customer.`
}

/** For verbs: as what somebody with this address is blocked, itself or by its domain; a customer is heard all the same. */
export const blockedAs = (ctx: Context, address: string): Promise<string | undefined> =>
  findBlockedAmong(ctx, sendersAbove(address.toLowerCase()))
