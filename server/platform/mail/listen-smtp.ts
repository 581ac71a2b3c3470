import type { AddressInfo } from 'node:net'
import type { Readable } from 'node:stream'
import { SMTPServer, type SMTPServerSession } from 'smtp-server'
import { portTrouble } from '../config/port-trouble.ts'
import type { Context } from '../context.ts'
import { receiveMail } from './receive-mail.ts'

/** Larger mails are refused while the sender still listens. */
const mailBytesMax = 50 * 1024 * 1024

class SmtpRefusal extends Error {
  readonly responseCode: number
  constructor(responseCode: number, message: string) {
    super(message)
    this.responseCode = responseCode
  }
}

/** The built-in mail listener. `250` is said only when the mail is on disk and in the ledger. */
export async function listenSmtp(
  port: number,
  host: string,
  contextFor: (job: string) => Context,
): Promise<{ port: number; stop(): Promise<void> }> {
  const { supportAddress, emergencyAddress, log } = contextFor('platform.smtp')
  const server = new SMTPServer({
    banner: 'Bellwether',
    size: mailBytesMax,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    onRcptTo: ({ address }, _session, done) => {
      const base = address.toLowerCase().replace(/\+[^@]*@/, '@')
      if (base === supportAddress || base === emergencyAddress) return done()
      return done(new SmtpRefusal(550, `${address} is not an address of this desk`))
    },
    onData: (stream, session, done) => {
      accept(stream, session, contextFor('platform.smtp')).then(
        () => done(),
        (error: Error) => {
          if (!(error instanceof SmtpRefusal)) log.error({ error: error.message }, 'a mail could not be stored')
          done(
            error instanceof SmtpRefusal
              ? error
              : new SmtpRefusal(451, 'The mail could not be stored, try again later'),
          )
        },
      )
    },
  })
  server.on('error', (error) => log.warn({ error: error.message }, 'the mail listener reported an error'))
  await new Promise<void>((listening, failed) => {
    server.server.once('error', (error) => failed(portTrouble(error, 'SMTP_PORT', port)))
    server.listen(port, host, listening)
  })
  return {
    port: (server.server.address() as AddressInfo).port,
    stop: () => new Promise((stopped) => server.close(stopped)),
  }
}

async function accept(
  stream: Readable & { sizeExceeded?: boolean },
  session: SMTPServerSession,
  ctx: Context,
): Promise<void> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size <= mailBytesMax) chunks.push(chunk)
  }
  if (stream.sizeExceeded || size > mailBytesMax) throw new SmtpRefusal(552, `A mail may have ${mailBytesMax} bytes`)
  const { mailFrom, rcptTo } = session.envelope
  await receiveMail(ctx, {
    raw: Buffer.concat(chunks),
    envelopeFrom: mailFrom ? mailFrom.address : '',
    envelopeTo: rcptTo.map(({ address }) => address.toLowerCase()),
  })
}
