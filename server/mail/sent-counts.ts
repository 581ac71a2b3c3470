import { type Context, now } from '../platform/context.ts'
import { countByAddress, type CountedMails, countLetOut, type OutgoingMailRow } from './outgoing.store.ts'

const hourMilliseconds = 3_600_000

/** What is counted, over so many hours. */
export type Counted = Omit<CountedMails, 'since'> & { readonly hours: number }

interface LetOut {
  readonly kind: OutgoingMailRow['kind']
  readonly to: string
  readonly ticketId?: string
}

/** How many mails were let out: those that are stored, and those of the same batch that went before. */
export interface SentCounts {
  of(counted: readonly Counted[]): Promise<number[]>
  /** To an address within an hour, as its mail or as a copy. */
  toAddress(address: string): Promise<number>
  add(mail: LetOut): void
  addCopy(address: string): void
}

/** Counts for a batch of mails, which go to these addresses and to no others; each is asked for once, when it is needed. */
export function openCounts(ctx: Context, addresses: readonly string[]): SentCounts {
  const hoursAgo = (hours: number): Date => new Date(now(ctx).getTime() - hours * hourMilliseconds)
  const mails: LetOut[] = []
  const recipients: string[] = []
  const stored = new Map<string, number>()
  const countUnknown = async (counted: readonly Counted[]): Promise<number[]> =>
    counted.length === 0
      ? []
      : countLetOut(
          ctx,
          counted.map(({ hours, ...one }) => ({ ...one, since: hoursAgo(hours) })),
        )
  let storedByAddress: Promise<ReadonlyMap<string, number>> | undefined
  return {
    async of(counted) {
      const unknown = counted.filter((one) => !stored.has(JSON.stringify(one)))
      const counts = await countUnknown(unknown)
      for (const [n, one] of unknown.entries()) stored.set(JSON.stringify(one), counts[n] ?? 0)
      return counted.map(
        (one) => (stored.get(JSON.stringify(one)) ?? 0) + mails.filter((mail) => isCounted(mail, one)).length,
      )
    },
    async toAddress(address) {
      storedByAddress ??= countByAddress(ctx, [...new Set(addresses)], hoursAgo(1))
      const before = (await storedByAddress).get(address) ?? 0
      return before + recipients.filter((one) => one === address).length
    },
    add(mail) {
      mails.push(mail)
      recipients.push(mail.to)
    },
    addCopy: (address) => void recipients.push(address),
  }
}

function isCounted(mail: LetOut, { kinds, address, domain, ticketId }: Counted): boolean {
  const host = mail.to.slice(mail.to.lastIndexOf('@') + 1)
  return (
    kinds.includes(mail.kind) &&
    (address === undefined || mail.to === address) &&
    (domain === undefined || host === domain || host.endsWith(`.${domain}`)) &&
    (ticketId === undefined || mail.ticketId === ticketId)
  )
}
