import { type Context, now } from '../platform/context.ts'
import { countByAddress, countSince, type OutgoingMailRow } from './outgoing.store.ts'

const hourMilliseconds = 3_600_000

/** Which of the mails that were let out are counted; what is left out is all of them. */
export interface Counted {
  readonly kinds: readonly OutgoingMailRow['kind'][]
  readonly address?: string
  readonly domain?: string
  readonly ticketId?: string
  readonly hours: number
}

interface LetOut {
  readonly kind: OutgoingMailRow['kind']
  readonly to: string
  readonly ticketId?: string
}

/** How many mails were let out: those that are stored, and those of the same batch that went before. */
export interface SentCounts {
  of(counted: Counted): Promise<number>
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
  const stored = new Map<string, Promise<number>>()
  let storedByAddress: Promise<ReadonlyMap<string, number>> | undefined
  return {
    async of({ hours, ...counted }) {
      const key = JSON.stringify([hours, counted])
      const before = stored.get(key) ?? countSince(ctx, { ...counted, since: hoursAgo(hours) })
      stored.set(key, before)
      return (await before) + mails.filter((mail) => isCounted(mail, counted)).length
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

function isCounted(mail: LetOut, { kinds, address, domain, ticketId }: Omit<Counted, 'hours'>): boolean {
  const host = mail.to.slice(mail.to.lastIndexOf('@') + 1)
  return (
    kinds.includes(mail.kind) &&
    (address === undefined || mail.to === address) &&
    (domain === undefined || host === domain || host.endsWith(`.${domain}`)) &&
    (ticketId === undefined || mail.ticketId === ticketId)
  )
}
