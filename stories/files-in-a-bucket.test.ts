import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listTickets, openAttachment } from '@bellwether/contract/desk.ts'
import { endDemo, getHealth, startDemo } from '@bellwether/contract/installation.ts'
import { listIncomingMails, openRawMail } from '@bellwether/contract/mail.ts'
import { signInByLink } from '@bellwether/contract/people.ts'
import { urlOf } from '@bellwether/contract/url-of.ts'
import { givenTicket } from '../server/desk/desk.builders.ts'
import { letter } from '../server/testing/letter.ts'
import { mailWithFiles } from '../server/testing/mail-with-files.ts'
import { runCommand } from '../server/testing/run-server.ts'
import { noS3Server, type S3Server, startS3Server } from '../server/testing/s3-server.ts'
import { startWorld, type World } from '../server/testing/start-world.ts'

/* An installation whose files are in a bucket, from the mail that comes in to what people read of it. */

if (noS3Server) process.stdout.write(`Skipped: files in a bucket, since ${noS3Server}.\n`)

const invoice = { bytes: '%PDF-1.7 an invoice', contentType: 'application/pdf', parameters: 'filename="a.pdf"' }
const sent = { from: 'vera@acme.test', ...mailWithFiles([invoice]) }

describe.skipIf(noS3Server !== undefined)('with its files in a bucket', () => {
  let server: S3Server
  let world: World
  let log = ''
  beforeAll(async () => {
    server = await startS3Server()
    const logged = new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        log += chunk.toString()
        done()
      },
    })
    world = await startWorld({ environment: { FILES_URL: server.url }, log: logged })
  })
  afterAll(async () => {
    await world.stop()
    await server.stop()
  })

  const onDisk = (): string[] =>
    readdirSync(join(world.dataFolder, 'files'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => name)

  async function given(subject: string) {
    const ticket = await givenTicket(world, { ...sent, subject })
    const [attachment] = ticket.timeline.flatMap((entry) => (entry.kind === 'message' ? entry.attachments : []))
    const params = { id: ticket.id, attachmentId: attachment?.id ?? '' }
    return { ticket, params, path: attachment?.path ?? '' }
  }
  const rawPath = async (subject: string): Promise<string> => {
    const { items } = await world.ana.call(listIncomingMails, { query: { limit: 200 } })
    return urlOf(openRawMail, { params: { id: items.find((mail) => mail.subject === subject)?.id } })
  }
  const text = async (path: string): Promise<string> => (await world.ana.raw(path)).text()

  test('a mail and what came with it are read from there, also by a server whose disk is empty', async () => {
    const { path } = await given('See the invoice')
    const raw = await rawPath('See the invoice')
    const read = async () => {
      expect(await text(path)).toBe(invoice.bytes)
      expect(await text(raw)).toContain('Subject: See the invoice')
    }
    await read()
    expect(await server.names()).toHaveLength(2)
    expect(onDisk()).toEqual([])
    rmSync(join(world.dataFolder, 'files'), { recursive: true })
    await world.restart()
    await read()
  })

  const loops = async () => (await world.nobody.call(getHealth, {})).parts['loops']?.detail ?? ''

  test('nothing is lost while the bucket is away, and everybody is told', async () => {
    const { params, path } = await given('Before')
    await server.goAway()
    const response = await world.ana.raw(path)
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5'])
    expect(await world.ana.refused(openAttachment, { params })).toMatchObject({
      problem: { type: '/problems/unavailable' },
    })
    const { raw, envelope } = letter({ ...sent, subject: 'Meanwhile' })
    await expect(world.deliver(raw, envelope)).rejects.toThrow('451')
    await world.app.runLoops()
    expect(await loops()).toContain('platform.check-files')

    await server.comeBack()
    expect(await text(path)).toBe(invoice.bytes)
    expect(await text((await given('Meanwhile')).path)).toBe(invoice.bytes)
    await world.app.runLoops()
    expect(await loops()).not.toContain('platform.check-files')
  })

  test('a mail whose bytes cannot be had waits until they can', async () => {
    await world.app.contextFor('test').jobs.boss.offWork('file-mail')
    const { raw, envelope } = letter({ ...sent, subject: 'Patience' })
    await world.deliver(raw, envelope)
    await server.goAway()
    const failures = log.split('a job failed').length
    await world.restart()
    while (log.split('a job failed').length === failures) await world.app.runLoops()
    expect(log).toContain('stored bytes are out of reach')
    await server.comeBack()
    await world.settle()
    const search = { query: { search: 'Patience' } }
    expect((await world.ana.call(listTickets, search)).items).toHaveLength(1)
    expect(onDisk()).toEqual([])
  })

  test('the log names no secret, and the doctor says whether the bucket can be used', async () => {
    const environment = { BELLWETHER_DATA: world.dataFolder, FILES_URL: server.url }
    const well = await runCommand(['doctor'], environment)
    expect(well.said).toContain('ok    Files are stored in the bucket files at http')
    const wrongUrl = server.url.replace(encodeURIComponent(server.secret), 'guessed%2Fsecret')
    const ill = await runCommand(['doctor'], { ...environment, FILES_URL: wrongUrl })
    expect(ill.status).toBe(1)
    expect(ill.said).toMatch(/WRONG Files cannot be stored .* \(the store answers 403 SignatureDoesNotMatch\)/)
    for (const said of [log, well.said, ill.said])
      for (const secret of [server.secret, encodeURIComponent(server.secret), 'guessed'])
        expect(said).not.toContain(secret)
  })

  test('a demo that ends takes its files along', async () => {
    const before = await server.names()
    const environment = { FILES_URL: server.url.replace('/files?', '/files/demo?') }
    const demo = await startWorld({ isEmpty: true, evidence: true, environment })
    const startsAt = '2026-01-16T18:20:00.000Z'
    const body = { setupToken: demo.app.setupToken, startsAt }
    const { signInUrl } = await demo.nobody.call(startDemo, { body })
    const visitor = demo.nobody.fresh()
    await visitor.call(signInByLink, { body: { token: new URL(signInUrl).searchParams.get('token') ?? '' } })
    const { raw, envelope } = letter(sent)
    await demo.deliver(raw, envelope)
    await demo.settle()
    expect(await server.names()).toHaveLength(before.length + 2)

    await server.goAway()
    expect(await visitor.refused(endDemo, { body: {} })).toMatchObject({ status: 503 })
    await server.comeBack()
    await visitor.call(endDemo, { body: {} })
    expect(await server.names()).toEqual(before)
    await demo.stop()
  })
})
