import type { AddressInfo } from 'node:net'
import type { SecureContextOptions } from 'node:tls'
import { SMTPServer, type SMTPServerSession } from 'smtp-server'
import { portTrouble } from '../platform/config/port-trouble.ts'
import type { Context } from '../platform/context.ts'
import { type Welcome, welcomeOf } from './our-address.ts'
import { receiveMail } from './receive-mail.ts'
import { openSmtpDoor, SmtpRefusal } from './smtp-door.ts'
import type { SmtpBounds } from './smtp-door.ts'

const usual: SmtpBounds = {
  mailBytesMax: 50 * 1024 * 1024,
  connectionsMax: 100,
  connectionsOfOneAddressMax: 20,
  bodiesMax: 50,
  bodiesOfOneAddressMax: 10,
  // RFC 5321, 4.5.3.1.8: at least a hundred.
  recipientsMax: 100,
  commandBytesMax: 4_096,
  strangersMax: 50,
  silenceMilliseconds: 60_000,
  bodyMilliseconds: 15 * 60_000,
  visitMilliseconds: 60 * 60_000,
}

export interface SmtpPlace {
  readonly port: number
  readonly host: string
  readonly tls: Pick<SecureContextOptions, 'key' | 'cert'>
}

/** The built-in mail listener. `250` is said only when the mail is on disk and in the ledger. */
export async function listenSmtp(
  { port, host, tls }: SmtpPlace,
  contextFor: (job: string) => Context,
  bounds: SmtpBounds = usual,
): Promise<{ port: number; stop(): Promise<void> }> {
  const ours = contextFor('mail.smtp')
  const door = openSmtpDoor(bounds)
  const server = new SMTPServer({
    ...tls,
    banner: 'Bellwether',
    size: bounds.mailBytesMax,
    maxClients: bounds.connectionsMax,
    maxRecipients: bounds.recipientsMax,
    maxCommandLength: bounds.commandBytesMax,
    socketTimeout: bounds.silenceMilliseconds,
    closeTimeout: 5_000,
    disabledCommands: ['AUTH'],
    disableReverseLookup: true,
    onConnect: ({ id, remoteAddress }, done) => done(door.enter(id, remoteAddress)),
    onClose: ({ id }) => door.leave(id),
    onMailFrom: (_address, { remoteAddress }, done) => done(door.isFull(remoteAddress)),
    onRcptTo: ({ address }, session, done) => {
      welcome(ours, address).then(
        (which) =>
          done(which === 'ours' ? null : door.meetStranger(session.id, { address, isHeld: which === 'stray' })),
        (error: Error) => done(notStored(error, ours, session)),
      )
    },
    onData: (stream, session, done) => {
      const taking = door.carry(stream, session, (raw) => accept(raw, session, contextFor('mail.smtp')))
      taking.then(
        () => done(),
        (error: Error) => done(error instanceof SmtpRefusal ? error : notStored(error, ours, session)),
      )
    },
  })
  server.on('error', (error) => ours.log.warn({ error: error.message }, 'the mail listener reported an error'))
  await new Promise<void>((listening, failed) => {
    server.server.once('error', (error) => failed(portTrouble(error, 'SMTP_PORT', port)))
    server.listen(port, host, listening)
  })
  const sweep = setInterval(() => closeAll(server, door.overdue()), bounds.visitMilliseconds / 10)
  return {
    port: (server.server.address() as AddressInfo).port,
    stop: () => {
      clearInterval(sweep)
      return new Promise((stopped) => server.close(stopped))
    },
  }
}

function closeAll(server: SMTPServer, ids: readonly string[]): void {
  for (const connection of server.connections)
    if (ids.includes(connection.id)) connection.send(421, 'You have been here for long, come back with a mail')
}

const accept = (raw: AsyncIterable<Buffer>, session: SMTPServerSession, ctx: Context): Promise<string> => {
  const { mailFrom, rcptTo } = session.envelope
  return receiveMail(ctx, raw, {
    envelopeFrom: mailFrom ? mailFrom.address : '',
    envelopeTo: rcptTo.map(({ address }) => address.toLowerCase()),
    remoteAddress: session.remoteAddress,
    helo: session.hostNameAppearsAs || '',
  })
}

/** Before an address is refused for good, or held, it is looked whether it is a mailbox since a moment ago. */
async function welcome(ours: Context, address: string): Promise<Welcome> {
  const which = welcomeOf(ours, address)
  if (which === 'ours') return which
  await ours.mailboxes.lookAtLeisure()
  return welcomeOf(ours, address)
}

function notStored(
  error: Error,
  { log }: Context,
  { remoteAddress }: Pick<SMTPServerSession, 'remoteAddress'>,
): SmtpRefusal {
  log.error({ error: error.message, remoteAddress }, 'a mail could not be taken in')
  return new SmtpRefusal(451, 'The mail could not be stored, try again later')
}
