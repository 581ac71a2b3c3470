import { once } from 'node:events'
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import nodemailer from 'nodemailer'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { listIncomingMails } from '@bellwether/contract/mail.ts'
import { letter } from '../testing/letter.ts'
import { emergencyAddress, startWorld, supportAddress, type World } from '../testing/start-world.ts'
import { filePath } from '../platform/files/folder-store.ts'
import { listenSmtp } from './listen-smtp.ts'
import { mailCertificate } from './mail-certificate.ts'
import { openSmtpDoor } from './smtp-door.ts'
import type { SmtpBounds } from './smtp-door.ts'
import { draftsIn } from '../testing/drafts-in.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

const toClose: (() => unknown)[] = []
afterEach(async () => {
  for (const close of toClose.splice(0)) await close()
})

const roomy: SmtpBounds = {
  mailBytesMax: 1_000_000,
  connectionsMax: 50,
  connectionsOfOneAddressMax: 20,
  bodiesMax: 10,
  bodiesOfOneAddressMax: 10,
  recipientsMax: 100,
  commandBytesMax: 4_096,
  strangersMax: 10,
  silenceMilliseconds: 60_000,
  bodyMilliseconds: 60_000,
  visitMilliseconds: 60_000,
}

/** A listener with bounds of its own on the records of the world. */
async function givenListener(over: Partial<SmtpBounds>): Promise<number> {
  const tls = await mailCertificate({ cert: undefined, key: undefined }, world.dataFolder)
  const place = { port: 0, host: '127.0.0.1', tls }
  const listener = await listenSmtp(place, world.app.contextFor, { ...roomy, ...over })
  toClose.push(() => listener.stop())
  return listener.port
}

interface Talk {
  readonly socket: Socket
  readonly greeting: string
  /** Sends one line and returns the answer to it. */
  say(line: string): Promise<string>
  /** What comes next. */
  answer(): Promise<string>
}

/** A client that speaks SMTP by hand, up to the greeting. */
async function talk(port: number): Promise<Talk> {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => undefined)
  toClose.unshift(() => socket.destroy())
  let heard = ''
  socket.on('data', (chunk: Buffer) => (heard += chunk.toString()))
  const answer = async (): Promise<string> => {
    for (let waited = 0; waited < 10_000; waited += 5) {
      const [whole] = /^(?:\d{3}-.*\r\n)*\d{3}(?: .*)?\r\n/.exec(heard) ?? []
      if (whole !== undefined) {
        heard = heard.slice(whole.length)
        return whole
      }
      await sleep(5)
    }
    throw new Error(`nothing was answered: ${heard}`)
  }
  const say = (line: string): Promise<string> => {
    socket.write(`${line}\r\n`)
    return answer()
  }
  return { socket, say, answer, greeting: await answer() }
}

/** Up to the invitation to send the mail itself. */
async function untilData(port: number, from = 'vera@smtp.test'): Promise<Talk> {
  const client = await talk(port)
  for (const line of ['EHLO client.test', `MAIL FROM:<${from}>`, `RCPT TO:<${supportAddress}>`]) await client.say(line)
  expect(await client.say('DATA')).toMatch(/^354/)
  return client
}

const drafts = () => draftsIn(world.dataFolder)
const mailsFrom = async (address: string) =>
  (await world.ana.call(listIncomingMails, { query: { limit: 200 } })).items.filter(
    (mail) => mail.envelopeFrom === address,
  )

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (let waited = 0; waited < 5_000; waited += 10) {
    if (await isSo()) return
    await sleep(10)
  }
  throw new Error(`it never was so: ${isSo.toString()}`)
}

describe('our own addresses', () => {
  test.each([
    supportAddress,
    'SUPPORT@Desk.Test',
    'support+x@desk.test',
    emergencyAddress,
    'emergency+x@desk.test',
    'postmaster@desk.test',
    'Postmaster@DESK.test',
    'postmaster',
  ])('%s is taken', async (address) => {
    const client = await talk(world.app.smtpPort)
    await client.say('EHLO client.test')
    await client.say('MAIL FROM:<vera@smtp.test>')
    expect(await client.say(`RCPT TO:<${address}>`)).toMatch(/^250/)
    expect(await client.say('RCPT TO:<else@elsewhere.test>')).toMatch(/^550/)
  })
})

test('who handed a mail in, and under which name, is kept', async () => {
  const client = await untilData(world.app.smtpPort, 'vera@session.test')
  expect(await client.say(`${letter({ from: 'vera@session.test' }).raw}\r\n.`)).toMatch(/^250/)
  const rows = await world.sql(
    `select remote_address, helo from mail.incoming_mails where envelope_from = 'vera@session.test'`,
  )
  expect(rows).toEqual([{ remote_address: '127.0.0.1', helo: 'client.test' }])
})

test('what the client sent is in the store byte by byte, however it was cut on the way', async () => {
  const client = await untilData(world.app.smtpPort, 'vera@pieces.test')
  const { raw, messageId } = letter({ from: 'vera@pieces.test', text: '.a line with a dot\r\n\r\n' })
  for (const piece of raw.replace('\r\n.a', '\r\n..a').match(/[^]{1,7}/g) ?? []) {
    client.socket.write(piece)
    await new Promise(setImmediate)
  }
  expect(await client.say('\r\n.')).toMatch(/^250/)
  const [row] = await world.sql<{ raw_sha256: string; message_id: string }>(
    `select raw_sha256, message_id from mail.incoming_mails where envelope_from = 'vera@pieces.test'`,
  )
  expect(readFileSync(filePath(world.dataFolder, row?.raw_sha256 ?? ''), 'utf8')).toBe(`${raw}\r\n`)
  expect(row?.message_id).toBe(messageId)
})

describe('of a mail that does not come to its end', () => {
  test('nothing is left: no file, no line in the ledger', async () => {
    const client = await untilData(world.app.smtpPort, 'vera@cut.test')
    client.socket.write(`Subject: Cut\r\n\r\n${'half of it\r\n'.repeat(10_000)}`)
    await until(() => drafts().length === 1)
    client.socket.destroy()
    await until(() => drafts().length === 0)
    expect(await mailsFrom('vera@cut.test')).toEqual([])
  })

  test('which was being stored when the server ended, the next start removes the rest', async () => {
    mkdirSync(join(world.dataFolder, 'files', 'drafts'), { recursive: true })
    writeFileSync(join(world.dataFolder, 'files', 'drafts', 'left-over'), 'half of it')
    await world.restart()
    await world.deliver(letter({ from: 'vera@restart.test' }).raw, { from: 'v@restart.test', to: [supportAddress] })
    expect(drafts()).toEqual([])
  })

  test('because the client says nothing more, it is told so', async () => {
    const client = await untilData(await givenListener({ silenceMilliseconds: 200 }), 'vera@silent.test')
    client.socket.write('Subject: Silent\r\n')
    expect(await client.answer()).toMatch(/^421/)
    await until(() => drafts().length === 0)
  })

  test('because it trickles for ever, it is told so', async () => {
    const client = await untilData(await givenListener({ bodyMilliseconds: 300 }), 'vera@trickle.test')
    const trickling = setInterval(() => client.socket.write('x'.repeat(100)), 20)
    toClose.unshift(() => clearInterval(trickling))
    expect(await client.answer()).toMatch(/^421/)
    await until(() => drafts().length === 0)
    expect(await mailsFrom('vera@trickle.test')).toEqual([])
  })

  test('because it is too large, it is refused and nothing is left', async () => {
    const client = await untilData(await givenListener({ mailBytesMax: 100_000 }), 'vera@large.test')
    client.socket.write('x'.repeat(78).concat('\r\n').repeat(2_000))
    expect(await client.say('\r\n.')).toMatch(/^552/)
    expect([drafts(), await mailsFrom('vera@large.test')]).toEqual([[], []])
    expect(await client.say('NOOP')).toMatch(/^250/)
  })
})

describe('more than fits is told to come later:', () => {
  test.each([
    ['mails on their way in', { bodiesMax: 2 }],
    ['mails on their way in from one address', { bodiesOfOneAddressMax: 2 }],
  ])('%s', async (_name, bounds) => {
    const port = await givenListener(bounds)
    const [first] = [await untilData(port), await untilData(port)]
    const third = await talk(port)
    await third.say('EHLO client.test')
    expect(await third.say('MAIL FROM:<vera@smtp.test>')).toMatch(/^421 .*try again/)
    expect(await first.say(`${letter({ from: 'vera@smtp.test' }).raw}\r\n.`)).toMatch(/^250/)
    const fourth = await talk(port)
    await fourth.say('EHLO client.test')
    expect(await fourth.say('MAIL FROM:<vera@smtp.test>')).toMatch(/^250/)
  })

  test('connections of one address, until one of them ends', async () => {
    const port = await givenListener({ connectionsOfOneAddressMax: 2 })
    const first = await talk(port)
    await talk(port)
    expect((await talk(port)).greeting).toMatch(/^421 .*try again/)
    expect(await first.say('QUIT')).toMatch(/^221/)
    first.socket.destroy()
    await until(async () => (await talk(port)).greeting.startsWith('220'))
  })

  test('connections of the addresses that one IPv6 customer has', () => {
    const door = openSmtpDoor({ ...roomy, connectionsOfOneAddressMax: 2 })
    const enter = (id: string, address: string) => door.enter(id, address)?.responseCode ?? 'inside'
    expect([enter('a', '2001:db8:0:1::1'), enter('b', '2001:db8:0:1:ffff::2')]).toEqual(['inside', 'inside'])
    expect([enter('c', '2001:db8:0:1::3'), enter('d', '2001:db8:0:2::1')]).toEqual([421, 'inside'])
    door.leave('a')
    expect(enter('e', '2001:db8:0:1::4')).toBe('inside')
  })

  test('connections in all', async () => {
    const port = await givenListener({ connectionsMax: 1 })
    await talk(port)
    expect((await talk(port)).greeting).toMatch(/^421/)
  })
})

test('of 10,000 recipients a hundred are taken, and the mail is for them', async () => {
  const client = await talk(await givenListener({}))
  await client.say('EHLO client.test')
  await client.say('MAIL FROM:<vera@many.test>')
  client.socket.write(Array.from({ length: 10_000 }, (_, count) => `RCPT TO:<support+${count}@desk.test>\r\n`).join(''))
  const answers: string[] = []
  for (let count = 0; count < 10_000; count += 1) answers.push((await client.answer()).slice(0, 4))
  expect(answers.filter((one) => one === '250 ')).toHaveLength(100)
  expect(answers.filter((one) => one === '452 ')).toHaveLength(9_900)
  await client.say('DATA')
  expect(await client.say(`${letter({ from: 'vera@many.test' }).raw}\r\n.`)).toMatch(/^250/)
  expect((await mailsFrom('vera@many.test'))[0]?.envelopeTo).toHaveLength(100)
}, 60_000)

test('whoever guesses addresses is heard out for a while', async () => {
  const client = await talk(await givenListener({ strangersMax: 3 }))
  await client.say('EHLO client.test')
  await client.say('MAIL FROM:<vera@guess.test>')
  for (const name of ['a', 'b', 'c']) expect(await client.say(`RCPT TO:<${name}@desk.test>`)).toMatch(/^250/)
  expect(await client.say(`RCPT TO:<${supportAddress}>`)).toMatch(/^250/)
  expect(await client.say('RCPT TO:<d@elsewhere.test>')).toMatch(/^421/)
  await until(() => client.socket.destroyed)
})

test('who only says that they are there leaves in the end; who carries a mail may end', async () => {
  const port = await givenListener({ visitMilliseconds: 300 })
  const idle = await talk(port)
  const knocking = setInterval(() => idle.socket.write('NOOP\r\n'), 20)
  toClose.unshift(() => clearInterval(knocking))
  await once(idle.socket, 'close')
  const busy = await untilData(port, 'vera@slow.test')
  await sleep(500)
  expect(await busy.say(`${letter({ from: 'vera@slow.test' }).raw}\r\n.`)).toMatch(/^250/)
})

test('a command without an end is cut off', async () => {
  const client = await talk(await givenListener({}))
  expect(await client.say(`EHLO ${'x'.repeat(10_000)}`)).toMatch(/^421/)
})

describe('STARTTLS', () => {
  test('an unmodified client that insists on it delivers', async () => {
    const sender = nodemailer.createTransport({
      host: '127.0.0.1',
      port: world.app.smtpPort,
      requireTLS: true,
      tls: { rejectUnauthorized: false },
    })
    const info = await sender.sendMail({ from: 'vera@tls.test', to: supportAddress, subject: 'Sealed', text: 'Hello' })
    expect(info.response).toMatch(/^250/)
  })

  test('with the certificate of the settings, a client that checks it delivers', async () => {
    const made = await mailCertificate({ cert: undefined, key: undefined }, world.dataFolder)
    const [cert, key] = [join(world.dataFolder, 'cert.pem'), join(world.dataFolder, 'key.pem')]
    writeFileSync(cert, made.cert)
    writeFileSync(key, made.key)
    const tls = await mailCertificate({ cert, key }, '/nowhere')
    const listener = await listenSmtp({ port: 0, host: '127.0.0.1', tls }, world.app.contextFor, roomy)
    toClose.push(() => listener.stop())
    const checked = { ca: made.cert, checkServerIdentity: () => undefined }
    const sender = nodemailer.createTransport({
      host: '127.0.0.1',
      port: listener.port,
      requireTLS: true,
      tls: checked,
    })
    const info = await sender.sendMail({ from: 'vera@tls.test', to: supportAddress, subject: 'Checked', text: 'Hello' })
    expect(info.response).toMatch(/^250/)
  })

  test('the certificate is made once, and only the server’s user reads its key', async () => {
    expect(statSync(join(world.dataFolder, 'smtp-tls.pem')).mode & 0o777).toBe(0o600)
    const files = { cert: undefined, key: undefined }
    expect(await mailCertificate(files, world.dataFolder)).toEqual(await mailCertificate(files, world.dataFolder))
  })

  test('half a setting is refused with what to do', async () => {
    await expect(mailCertificate({ cert: '/some/file', key: undefined }, world.dataFolder)).rejects.toThrow(
      'set both or neither',
    )
  })
})

test('a client that leaves again and again leaves nothing behind', async () => {
  const port = await givenListener({ connectionsOfOneAddressMax: 3 })
  for (let round = 0; round < 10; round += 1) {
    const client = await untilData(port, 'vera@leaves.test')
    client.socket.write('Subject: Gone\r\n\r\nhalf')
    client.socket.destroy()
    await once(client.socket, 'close')
    await sleep(20)
  }
  await until(() => drafts().length === 0)
  expect(await mailsFrom('vera@leaves.test')).toEqual([])
})
