import { said } from '@bellwether/contract/said.ts'
import type { Context } from '../platform/context.ts'
import { acknowledgementBrakes, type Brake, brakeReason, brakesFor, domainOf, noticeBrakes } from './brake.rules.ts'
import { isOurAddress } from './our-address.ts'
import { lockAcknowledging, type OutgoingMailRow } from './outgoing.store.ts'
import type { SentCounts } from './sent-counts.ts'

/** Mails to one address in an hour, whoever wrote them; beyond it something runs in a circle. */
const mailsPerAddress = 40

interface LeavingMail {
  readonly kind: OutgoingMailRow['kind']
  readonly to: string
  readonly ticketId?: string
  readonly isKnown?: boolean
}

/** Why a mail does not go out; undefined where it does. A page always does. */
export async function brakeMail(ctx: Context, mail: LeavingMail, sent: SentCounts): Promise<string | undefined> {
  if (isOurAddress(ctx, mail.to)) return said`this is our own address`
  if (mail.kind === 'page') return undefined
  if (mail.kind === 'acknowledgement') {
    await lockAcknowledging(ctx)
    const full = await fullBrake(mail, sent, acknowledgementBrakes, ['acknowledgement'])
    if (full) return full
  }
  if (mail.kind === 'notice' || mail.kind === 'sign-in') {
    const full = await fullBrake(mail, sent, noticeBrakes, ['notice', 'sign-in'])
    if (full) return full
  }
  return brakeAddress(mail.to, sent)
}

/** Why somebody gets no copy of a mail; undefined where they do. */
export async function brakeCopy(ctx: Context, address: string, sent: SentCounts): Promise<string | undefined> {
  return isOurAddress(ctx, address) ? said`this is our own address` : brakeAddress(address, sent)
}

async function brakeAddress(address: string, sent: SentCounts): Promise<string | undefined> {
  return (await sent.toAddress(address)) >= mailsPerAddress
    ? said`more than ${mailsPerAddress} mails to this address within an hour: looks like a loop`
    : undefined
}

async function fullBrake(
  mail: LeavingMail,
  sent: SentCounts,
  brakes: readonly Brake[],
  kinds: readonly OutgoingMailRow['kind'][],
): Promise<string | undefined> {
  const asked = brakesFor(brakes, mail.to, mail.isKnown === true).flatMap((brake) => {
    const over = overWhat(brake, mail)
    return over ? [{ brake, counted: { kinds, ...over, hours: brake.hours, upTo: brake.max } }] : []
  })
  const counts = await sent.of(asked.map(({ counted }) => counted))
  const full = asked.find(({ brake }, n) => (counts[n] ?? 0) >= brake.max)
  return full && brakeReason(full.brake, mail.to)
}

function overWhat({ over }: Brake, { to, ticketId }: LeavingMail) {
  if (over === 'address') return { address: to }
  if (over === 'domain') return { domain: domainOf(to) }
  if (over === 'everybody') return {}
  return ticketId === undefined ? undefined : { ticketId }
}
