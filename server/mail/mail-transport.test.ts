import { createServer, type AddressInfo, type Server } from 'node:net'
import { expect, test } from 'vitest'
import { openMailbox } from '../testing/mailbox.ts'
import { openMailTransport, type WrittenMail } from './mail-transport.ts'

/** A mail server that says no at one point of the conversation. */
async function openRefuser(at: 'greeting' | 'mail' | 'rcpt' | 'data', status: number): Promise<Server> {
  const answers = {
    greeting: '220 hello',
    ehlo: '250 hello',
    mail: '250 ok',
    rcpt: '250 ok',
    data: '354 go on',
    quit: '221 bye',
  }
  const said = { ...answers, [at]: `${status} not so` }
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.write(`${said.greeting}\r\n`)
    socket.on('data', (chunk) => {
      const word = chunk.toString().slice(0, 4).trim().toLowerCase()
      socket.write(`${said[word as keyof typeof said] ?? '250 ok'}\r\n`)
    })
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return server
}

const mail: WrittenMail = {
  id: '6c84fb90-12c4-41e0-9c1e-a4e2d6e3b6a1',
  createdAt: new Date('2026-01-16T16:00:00.000Z'),
  kind: 'reply',
  toAddress: 'vera@customer.test',
  subject: 'An answer',
  text: 'Because.',
  headers: {},
  messageId: '<one@desk.test>',
  state: 'queued',
  reason: null,
  sentAt: null,
  ticketId: null,
  sourceId: null,
  linkKind: null,
  linkAbout: null,
  fromAddress: null,
  erasedAt: null,
}

test.each([
  ['greeting', 554, 'later'],
  ['mail', 451, 'later'],
  ['rcpt', 450, 'later'],
  ['mail', 550, 'never'],
  ['rcpt', 550, 'never'],
  ['data', 554, 'never'],
] as const)('a no to %s with %i means: %s', async (at, status, when) => {
  const server = await openRefuser(at, status)
  const url = `smtp://127.0.0.1:${(server.address() as AddressInfo).port}?ignoreTLS=true`
  const transport = openMailTransport(url, '', {
    supportAddress: 'support@desk.test',
    secret: Buffer.alloc(32),
    mailboxName: () => undefined,
  })
  const outcome = transport.send(mail)
  if (when === 'never')
    expect(await outcome).toEqual([
      { address: mail.toAddress, reason: expect.stringContaining(String(status)), isFinal: true },
    ])
  else await expect(outcome).rejects.toThrow(String(status))
  transport.close()
  server.close()
})

test('a mail is from its mailbox, by name and address', async () => {
  const mailbox = await openMailbox()
  const transport = openMailTransport(mailbox.url, '', {
    supportAddress: 'support@desk.test',
    secret: Buffer.alloc(32),
    mailboxName: (address) => (address === 'billing@desk.test' ? 'Northwind “Billing”, Ltd' : undefined),
  })
  await transport.send({ ...mail, fromAddress: 'billing@desk.test' })
  await transport.send(mail)
  const from = mailbox.mails.map(({ from }) => from)
  expect(from).toEqual([
    { name: 'Northwind “Billing”, Ltd', address: 'billing@desk.test' },
    { name: '', address: 'support@desk.test' },
  ])
  transport.close()
  await mailbox.stop()
})
