import type { SMTPServerDataStream } from 'smtp-server'
import { addressOf } from '../platform/net/address-of.ts'

export class SmtpRefusal extends Error {
  readonly responseCode: number
  constructor(responseCode: number, message: string) {
    super(message)
    this.responseCode = responseCode
  }
}

/** Who is inside and how much is being carried in. */
export interface SmtpDoor {
  /** The refusal of a connection that is one too many from its address; null where it may come in. */
  enter(sessionId: string, remoteAddress: string): SmtpRefusal | null
  leave(sessionId: string): void
  /**
   * The refusal of an address that is no mailbox; null where mail to it is held. Whoever guesses addresses is heard
   * out for so many; then the connection ends.
   */
  meetStranger(sessionId: string, stranger: { address: string; isHeld: boolean }): SmtpRefusal | null
  /** Those who have been inside for longer than anybody needs, and carry nothing. */
  overdue(): string[]
  /** The refusal of a further mail while as many as may are on their way, in all or from this address. */
  isFull(remoteAddress: string): SmtpRefusal | null
  /** Gives the bytes of a mail to `take`, and rejects with a refusal where they are too many or too slow. */
  carry(
    stream: SMTPServerDataStream,
    session: { id: string; remoteAddress: string },
    take: (raw: AsyncIterable<Buffer>) => Promise<unknown>,
  ): Promise<void>
}

export function openSmtpDoor(bounds: SmtpBounds): SmtpDoor {
  const inside = new Map<string, Visit>()
  /** Addresses of the mails on their way, by session: a session carries one at a time. */
  const bodies = new Map<string, string>()
  const isFull = (remoteAddress: string): SmtpRefusal | null =>
    bodies.size >= bounds.bodiesMax || countOf(bodies.values(), remoteAddress) >= bounds.bodiesOfOneAddressMax
      ? new SmtpRefusal(421, 'Too many mails are on their way in, try again in a few minutes')
      : null
  return {
    enter: (sessionId, remoteAddress) => {
      const addresses = inside.values().map((visit) => visit.address)
      if (countOf(addresses, remoteAddress) >= bounds.connectionsOfOneAddressMax)
        return new SmtpRefusal(421, 'Too many connections from your address, try again in a few minutes')
      inside.set(sessionId, { address: addressOf(remoteAddress), since: Date.now(), strangers: 0 })
      return null
    },
    leave: (sessionId) => void inside.delete(sessionId),
    meetStranger: (sessionId, { address, isHeld }) => {
      const visit = inside.get(sessionId)
      if (visit !== undefined) visit.strangers += 1
      if ((visit?.strangers ?? 0) > bounds.strangersMax)
        return new SmtpRefusal(421, 'Too many addresses that are none of this desk, try again later')
      return isHeld ? null : new SmtpRefusal(550, `${address} is not an address of this desk`)
    },
    overdue: () => {
      const latest = Date.now() - bounds.visitMilliseconds
      return [...inside].filter(([id, { since }]) => since < latest && !bodies.has(id)).map(([id]) => id)
    },
    isFull,
    carry: async (stream, { id, remoteAddress }, take) => {
      const refusal = isFull(remoteAddress)
      if (refusal) throw refusal
      bodies.set(id, addressOf(remoteAddress))
      try {
        await take(withinBounds(stream, bounds))
      } finally {
        bodies.delete(id)
      }
    },
  }
}

interface Visit {
  readonly address: string
  readonly since: number
  strangers: number
}

const countOf = (addresses: Iterable<string>, remoteAddress: string): number => {
  const address = addressOf(remoteAddress)
  return [...addresses].filter((one) => one === address).length
}

/** What is too much is read to its end and dropped: the sender listens only when it has said everything. */
async function* withinBounds(
  stream: SMTPServerDataStream,
  { mailBytesMax, bodyMilliseconds }: SmtpBounds,
): AsyncGenerator<Buffer> {
  const late = new SmtpRefusal(421, 'The mail came too slowly, try again later')
  const timer = setTimeout(() => stream.destroy(late), bodyMilliseconds)
  let size = 0
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      size += chunk.length
      if (size <= mailBytesMax) yield chunk
    }
  } finally {
    clearTimeout(timer)
  }
  if (size > mailBytesMax) throw new SmtpRefusal(552, `A mail may have ${mailBytesMax} bytes`)
}

export interface SmtpBounds {
  /** Larger mails are refused while the sender still listens. */
  readonly mailBytesMax: number
  readonly connectionsMax: number
  readonly connectionsOfOneAddressMax: number
  /** Mails whose bytes are on their way at once; each costs little memory, and one sender must not take all places. */
  readonly bodiesMax: number
  readonly bodiesOfOneAddressMax: number
  readonly recipientsMax: number
  readonly commandBytesMax: number
  /** Of one connection; then it is not asked any longer who lives here. */
  readonly strangersMax: number
  /** Of silence. */
  readonly silenceMilliseconds: number
  /** For the bytes of one mail, however steadily they trickle. */
  readonly bodyMilliseconds: number
  /** For a connection in all, however often it says that it is there. */
  readonly visitMilliseconds: number
}
