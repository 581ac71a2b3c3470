import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { filePath, openFolderStore } from '../../platform/files/folder-store.ts'
import { openMailReader } from './mail-reader.ts'
import type { ReadMail } from './parsed-mail.ts'
import { draftsIn } from '../../testing/drafts-in.ts'

const envelope = { envelopeFrom: '', ourAddresses: ['support@desk.example'] }
const usual = { processes: 1, deadlineMilliseconds: 15_000, memoryMegabytes: 512, waitingMax: 10 }
const folder = mkdtempSync(join(tmpdir(), 'bw-reader-'))
const files = openFolderStore(folder)
const reader = openMailReader(files, usual)
const hasty = openMailReader(files, { ...usual, deadlineMilliseconds: 1 })
afterAll(async () => {
  await reader.stop()
  await hasty.stop()
  rmSync(folder, { recursive: true, force: true })
})

const file = 'Content-Type: application/x; name=a.bin\r\n\r\nbytes'
async function letter(text: string) {
  const raw = `From: Vera <vera@c.example>\r\nSubject: Down\r\nMessage-ID: <1@c>\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n${text}\r\n--b\r\n${file}\r\n--b--`
  const stored = await files.store([Buffer.from(raw)])
  return { ...stored, path: filePath(folder, stored.sha256) }
}
const firstFile = (mail: ReadMail): string => readFileSync(filePath(folder, mail.attachments[0]?.sha256 ?? ''), 'utf8')

test('a mail comes back from the process as it was read', async () => {
  const mail = await reader.read(await letter('It is down.'), envelope)
  expect(mail).toMatchObject({ subject: 'Down', text: 'It is down.', sender: { address: 'vera@c.example' } })
  expect(firstFile(mail)).toBe('bytes')
  expect(mail.headers.get('subject')).toBe('Down')
})

test('one that is not read in time keeps its head, its first words and itself', async () => {
  const raw = await letter('It is down. '.repeat(400_000))
  const mail = await hasty.read(raw, envelope)
  expect(mail).toMatchObject({ subject: 'Down', messageId: '<1@c>', sender: { address: 'vera@c.example' } })
  expect(mail.text).toContain('It is down.')
  expect(mail.leftOut).toEqual([expect.stringContaining('took too long')])
  const { path: _, ...stored } = raw
  expect(mail.attachments).toMatchObject([{ fileName: 'mail.eml', isDamaged: true, ...stored }])
  expect(draftsIn(folder)).toEqual([])
})

test('a mail of 20 KB of empty lines does not hold up the main loop', async () => {
  let longest = 0
  let last = performance.now()
  const watching = setInterval(() => {
    longest = Math.max(longest, performance.now() - last)
    last = performance.now()
  }, 5)
  const raw = await letter('\r\n'.repeat(10_000))
  await Promise.all(Array.from({ length: 5 }, () => reader.read(raw, envelope)))
  clearInterval(watching)
  expect(longest).toBeLessThan(500)
})
