import { type Context, now } from '../platform/context.ts'
import { acknowledgementBrakes, type Brake, brakeReason, brakesFor, domainOf, noticeBrakes } from './brake.rules.ts'
import { isOurAddress } from './our-address.ts'
import { countCopiesSince } from './copy.store.ts'
import { countSince, lockAcknowledging, type OutgoingMailRow } from './outgoing.store.ts'

const hourMilliseconds = 3_600_000
/** Mails to one address in an hour, whoever wrote them; beyond it something runs in a circle. */
const mailsPerAddress = 40

interface LeavingMail {
  readonly kind: OutgoingMailRow['kind']
  readonly to: string
  readonly ticketId?: string
  readonly isKnown?: boolean
}

/** Why a mail does not go out; undefined where it does. A page always does. */
export async function brakeMail(ctx: Context, mail: LeavingMail): Promise<string | undefined> {
  if (isOurAddress(ctx, mail.to)) return 'this is our own address'
  if (mail.kind === 'page') return undefined
  if (mail.kind === 'acknowledgement') {
    await lockAcknowledging(ctx)
    const full = await fullBrake(ctx, mail, acknowledgementBrakes, ['acknowledgement'])
    if (full) return full
  }
  if (mail.kind === 'notice' || mail.kind === 'sign-in') {
    const full = await fullBrake(ctx, mail, noticeBrakes, ['notice', 'sign-in'])
    if (full) return full
  }
  return brakeAddress(ctx, mail.to)
}

/** Why somebody gets no copy of a mail; undefined where they do. */
export async function brakeCopy(ctx: Context, address: string): Promise<string | undefined> {
  return isOurAddress(ctx, address) ? 'this is our own address' : brakeAddress(ctx, address)
}

async function brakeAddress(ctx: Context, address: string): Promise<string | undefined> {
  const since = hoursAgo(ctx, 1)
  const sent = (await countSince(ctx, { address, since })) + (await countCopiesSince(ctx, address, since))
  return sent >= mailsPerAddress
    ? `more than ${mailsPerAddress} mails to this address within an hour: looks like a loop`
    : undefined
}

async function fullBrake(
  ctx: Context,
  mail: LeavingMail,
  brakes: readonly Brake[],
  kinds: readonly OutgoingMailRow['kind'][],
): Promise<string | undefined> {
  for (const brake of brakesFor(brakes, mail.to, mail.isKnown === true)) {
    const over = overWhat(brake, mail)
    if (!over) continue
    const sent = await countSince(ctx, { kinds, ...over, since: hoursAgo(ctx, brake.hours) })
    if (sent >= brake.max) return brakeReason(brake, mail.to)
  }
  return undefined
}

function overWhat({ over }: Brake, { to, ticketId }: LeavingMail) {
  if (over === 'address') return { address: to }
  if (over === 'domain') return { domain: domainOf(to) }
  if (over === 'everybody') return {}
  return ticketId === undefined ? undefined : { ticketId }
}

const hoursAgo = (ctx: Context, hours: number): Date => new Date(now(ctx).getTime() - hours * hourMilliseconds)
