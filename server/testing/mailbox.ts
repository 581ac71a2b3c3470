import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer } from 'smtp-server'

export interface DeliveredMail extends Email {
  readonly to_: string
  readonly raw: string
  readonly envelopeFrom: string
}

/** A real SMTP server that takes everything the desk sends. */
export interface Mailbox {
  readonly url: string
  readonly mails: DeliveredMail[]
  to(address: string): DeliveredMail[]
  /** Waits until so many mails to this address have come. */
  waitFor(address: string, count?: number): Promise<DeliveredMail[]>
  /** Answers every mail with this SMTP status until called with undefined. */
  refuse(status: number | undefined): void
  /** Answers every mail to this address alone with this status until called with undefined. */
  refuseTo(address: string, status: number | undefined): void
  stop(): Promise<void>
}

export async function openMailbox(): Promise<Mailbox> {
  const mails: DeliveredMail[] = []
  let refusal: number | undefined
  const refusedAddresses = new Map<string, number>()
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    onRcptTo: ({ address }, _session, done) => {
      const responseCode = refusedAddresses.get(address)
      done(responseCode === undefined ? null : Object.assign(new Error('no such user'), { responseCode }))
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        if (refusal !== undefined) return done(Object.assign(new Error('not now'), { responseCode: refusal }))
        const raw = Buffer.concat(chunks)
        const { mailFrom, rcptTo } = session.envelope
        void PostalMime.parse(raw).then((email) => {
          const envelopeFrom = mailFrom ? mailFrom.address : ''
          for (const { address } of rcptTo) mails.push({ ...email, to_: address, raw: raw.toString(), envelopeFrom })
          done()
        })
      })
    },
  })
  server.on('error', () => undefined)
  await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', () => listening()))
  const to = (address: string): DeliveredMail[] => mails.filter((mail) => mail.to_ === address)
  return {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}?ignoreTLS=true`,
    mails,
    to,
    waitFor: async (address, count = 1) => {
      for (let attempt = 0; attempt < 500 && to(address).length < count; attempt += 1) await sleep(20)
      return to(address)
    },
    refuse: (status) => {
      refusal = status
    },
    refuseTo: (address, status) => {
      if (status === undefined) refusedAddresses.delete(address)
      else refusedAddresses.set(address, status)
    },
    stop: () => new Promise((stopped) => server.close(() => stopped())),
  }
}
