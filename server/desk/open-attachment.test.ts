import { randomUUID } from 'node:crypto'
import { rm, truncate } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'content-disposition'
import { openAttachment } from '@bellwether/contract/desk.ts'
import { createToken } from '@bellwether/contract/people.ts'
import type { ProblemDetails } from '@bellwether/contract/problem.ts'
import { filePath } from '../platform/files/folder-store.ts'
import { callerFor } from '../testing/caller.ts'
import { type MailedFile, mailWithFiles, pixel } from '../testing/mail-with-files.ts'
import { startWorld, type World } from '../testing/start-world.ts'
import { givenTicket, type WholeTicket } from './desk.builders.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

let tickets = 0
/** A ticket of its own from a mail with these files. */
const ticketWith = (...files: MailedFile[]): Promise<WholeTicket> =>
  givenTicket(world, { from: 'vera@acme.test', subject: `Files ${(tickets += 1)}`, ...mailWithFiles(files) })

const attachmentsOf = (ticket: WholeTicket) =>
  ticket.timeline.flatMap((entry) => (entry.kind === 'message' ? entry.attachments : []))

async function attachmentOf(...files: MailedFile[]) {
  const ticket = await ticketWith(...files)
  return { ticket, attachment: attachmentsOf(ticket)[0]! }
}

const pdf: MailedFile = { bytes: '%PDF-1.7 an invoice', contentType: 'application/pdf', parameters: 'filename="a.pdf"' }

describe('an attachment', () => {
  test('is served byte by byte under the path that the ticket gives, by id and by number', async () => {
    const { ticket, attachment } = await attachmentOf(pdf)
    const response = await world.ana.raw(attachment.path)
    expect([response.status, await response.text()]).toEqual([200, pdf.bytes])
    expect(response.headers.get('content-length')).toBe(String(attachment.sizeBytes))
    const byNumber = { id: String(ticket.number), attachmentId: attachment.id }
    const same = await world.ana.raw(`/api/desk/tickets/${byNumber.id}/attachments/${byNumber.attachmentId}`)
    expect(await same.text()).toBe(pdf.bytes)
  })

  test('may do nothing in a browser, is kept by nobody between, and cannot be embedded elsewhere', async () => {
    const { attachment } = await attachmentOf(pdf)
    const { headers } = await world.ana.raw(attachment.path)
    expect(Object.fromEntries(headers)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'",
      'cache-control': 'private',
      'cross-origin-resource-policy': 'same-origin',
    })
  })

  const webp = Buffer.from('RIFF\x20\0\0\0WEBPVP8 ', 'latin1')
  test.each<[string, Uint8Array | string, string, string]>([
    ['a PNG', pixel, 'image/png', 'inline'],
    ['a JPEG', Buffer.from('ffd8ffe000104a464946', 'hex'), 'image/jpeg', 'inline'],
    ['a GIF', 'GIF89a\x01', 'image/gif', 'inline'],
    ['a WebP', webp, 'image/webp', 'inline'],
    ['a PDF', '%PDF-1.4', 'application/pdf', 'attachment'],
    [
      'an SVG',
      '<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>',
      'application/octet-stream',
      'attachment',
    ],
    ['an HTML page', '<!doctype html><script>1</script>', 'application/octet-stream', 'attachment'],
    ['XML that a browser could style', '<?xml version="1.0"?><x/>', 'application/octet-stream', 'attachment'],
    ['HTML behind a PNG’s name', ' \x89PNG\r\n\x1a\n<script>1</script>', 'application/octet-stream', 'attachment'],
    ['nearly a WebP', 'RIFF1234WAVE', 'application/octet-stream', 'attachment'],
    ['nothing', '', 'application/octet-stream', 'attachment'],
  ])('%s is served as what its bytes are, whatever it is declared as', async (_, bytes, contentType, disposition) => {
    for (const declared of ['image/svg+xml', 'text/html', 'image/png', 'application/xhtml+xml']) {
      const { attachment } = await attachmentOf({ bytes, contentType: declared, parameters: 'filename="a.dat"' })
      const { headers } = await world.ana.raw(attachment.path)
      expect([declared, headers.get('content-type')]).toEqual([declared, contentType])
      expect(openAttachment.file?.contentTypes).toContain(contentType)
      expect(parse(headers.get('content-disposition') ?? '').type).toBe(disposition)
    }
  })
})

describe('the name of an attachment', () => {
  test.each([
    ['with folders', 'filename="../../etc/passwd.txt"', 'passwd.txt'],
    ['with a line break', "filename*=utf-8''a%0D%0ASet-Cookie:%20x=y.txt", 'aSet-Cookie_ x=y.txt'],
    ['with marks that turn text', "filename*=utf-8''invoice%E2%80%AEtxt.exe", 'invoicetxt.exe'],
    ['with quotes', String.raw`filename="say \"hi\".txt"`, 'say _hi_.txt'],
    ['with what looks encoded', "filename*=utf-8''100%2525.txt", '100%25.txt'],
    ['in another script', "filename*=utf-8''%E8%AB%8B%E6%B1%82%E6%9B%B8.pdf", '請求書.pdf'],
    ['of 500 letters', `filename="${'l'.repeat(500)}.txt"`, `${'l'.repeat(145)}….txt`],
  ])('%s arrives as it is shown', async (_, parameters, shown) => {
    const { attachment } = await attachmentOf({ ...pdf, parameters })
    expect(attachment.fileName).toBe(shown)
    const { headers } = await world.ana.raw(attachment.path)
    expect(parse(headers.get('content-disposition') ?? '').parameters['filename']).toBe(shown)
    expect(headers.get('set-cookie')).toBeNull()
  })

  test('cannot break the answer even where the record holds a worse one', async () => {
    const { attachment } = await attachmentOf(pdf)
    const worse = `../"\r\nSet-Cookie: x=y;\u202E${'ü'.repeat(500)}`
    await world.sql(
      `update desk.attachments set file_name = e'${worse.replaceAll('\r', '\\r').replaceAll('\n', '\\n')}' where id = '${attachment.id}'`,
    )
    const response = await world.ana.raw(attachment.path)
    expect([response.status, await response.text()]).toEqual([200, pdf.bytes])
    expect(response.headers.get('set-cookie')).toBeNull()
    expect(parse(response.headers.get('content-disposition') ?? '').parameters['filename']).toBe(worse)
  })
})

describe('who may not see it', () => {
  const refusal = async (response: Response) => {
    const { instance: _, ...problem } = (await response.json()) as ProblemDetails
    return problem
  }
  const programWith = async (permission: 'desk.read' | 'mail.read') => {
    const body = { name: permission, permissions: [permission] }
    const { token } = await world.ana.call(createToken, { body })
    return callerFor(() => world.app.url, token)
  }

  test('nobody without a login, and nobody without the right of the desk', async () => {
    const { attachment } = await attachmentOf(pdf)
    expect((await world.nobody.raw(attachment.path)).status).toBe(401)
    const reader = await programWith('desk.read')
    expect(await (await reader.raw(attachment.path)).text()).toBe(pdf.bytes)
    const mailReader = await programWith('mail.read')
    expect(await refusal(await mailReader.raw(attachment.path))).toMatchObject({
      status: 403,
      detail: 'The permission "desk.read" is needed.',
    })
  })

  test('an attachment of another ticket, an id of something else and one of nothing are the same', async () => {
    const { ticket } = await attachmentOf(pdf)
    const other = await attachmentOf(pdf)
    const asked = async (attachmentId: string) => {
      const { status, problem } = await world.ana.refused(openAttachment, { params: { id: ticket.id, attachmentId } })
      return { status, problem: { ...problem, instance: '' } }
    }
    const none = await asked(randomUUID())
    expect(none.status).toBe(404)
    expect(await asked(other.attachment.id)).toEqual(none)
    expect(await asked(other.ticket.id)).toEqual(none)
    const [file] = await world.sql<{ file_id: string }>(
      `select file_id from desk.attachments where id = '${other.attachment.id}'`,
    )
    expect(await asked(file!.file_id)).toEqual(none)
  })

  test('whoever gets the ticket gets its attachments, whoever does not hears the same', async () => {
    const { ticket, attachment } = await attachmentOf(pdf)
    const callers = [world.ana, world.nobody, await world.person('Bo', { teams: [] }), await programWith('mail.read')]
    const statuses = callers.map(async (who) => {
      const seen = await who.raw(`/api/desk/tickets/${ticket.id}`)
      const opened = await who.raw(attachment.path)
      if (seen.status !== 200) expect(await refusal(opened)).toEqual(await refusal(seen))
      return [seen.status, opened.status]
    })
    expect(await Promise.all(statuses)).toEqual([
      [200, 200],
      [401, 401],
      [200, 200],
      [403, 403],
    ])
  })

  test('through a ticket that is not there one hears what the ticket says', async () => {
    const { attachment } = await attachmentOf(pdf)
    const params = { id: randomUUID(), attachmentId: attachment.id }
    const { problem } = await world.ana.refused(openAttachment, { params })
    expect(problem).toMatchObject({ status: 404, detail: 'There is no such ticket.' })
  })
})

describe('what the disk has lost', () => {
  async function stored() {
    const { ticket, attachment } = await attachmentOf({ ...pdf, bytes: `%PDF-1.7 ${randomUUID()}` })
    const [file] = await world.sql<{ sha256: string }>(
      `select sha256 from platform.files join desk.attachments a on a.file_id = files.id where a.id = '${attachment.id}'`,
    )
    const params = { id: ticket.id, attachmentId: attachment.id }
    return { path: filePath(world.dataFolder, file!.sha256), ask: () => world.ana.refused(openAttachment, { params }) }
  }

  test('a file that is gone is a problem of its own that says what to do', async () => {
    const { path, ask } = await stored()
    await rm(path)
    expect(await ask()).toMatchObject({ status: 503, problem: { type: '/problems/file-missing' } })
  })

  test('half a file is not given out as the whole one', async () => {
    const { path, ask } = await stored()
    await truncate(path, 5)
    const { problem } = await ask()
    expect(problem).toMatchObject({ status: 503, type: '/problems/file-missing' })
    expect(problem.detail).toContain('5 of 45 bytes are there')
  })
})
