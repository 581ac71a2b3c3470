import { afterAll, expect, test } from 'vitest'
import { openMailReader } from './mail-reader.ts'

const envelope = { envelopeFrom: '', ourAddresses: ['support@desk.example'] }
const usual = { processes: 1, deadlineMilliseconds: 15_000, memoryMegabytes: 512, waitingMax: 10 }
const reader = openMailReader(usual)
const hasty = openMailReader({ ...usual, deadlineMilliseconds: 1 })
afterAll(async () => {
  await reader.stop()
  await hasty.stop()
})

const file = 'Content-Type: application/x; name=a.bin\r\n\r\nbytes'
const letter = (text: string): Buffer =>
  Buffer.from(
    `From: Vera <vera@c.example>\r\nSubject: Down\r\nMessage-ID: <1@c>\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n${text}\r\n--b\r\n${file}\r\n--b--`,
  )

test('a mail comes back from the process as it was read', async () => {
  const mail = await reader.read(letter('It is down.'), envelope)
  expect(mail).toMatchObject({ subject: 'Down', text: 'It is down.', sender: { address: 'vera@c.example' } })
  expect(Buffer.from(mail.attachments[0]?.bytes ?? []).toString()).toBe('bytes')
  expect(mail.headers.get('subject')).toBe('Down')
})

test('one that is not read in time keeps its head, its first words and itself', async () => {
  const raw = letter('It is down. '.repeat(400_000))
  const mail = await hasty.read(raw, envelope)
  expect(mail).toMatchObject({ subject: 'Down', messageId: '<1@c>', sender: { address: 'vera@c.example' } })
  expect(mail.text).toContain('It is down.')
  expect(mail.leftOut).toEqual([expect.stringContaining('took too long')])
  expect(mail.attachments).toMatchObject([{ fileName: 'mail.eml', isDamaged: true }])
  expect(Buffer.from(mail.attachments[0]?.bytes ?? []).equals(raw)).toBe(true)
})

test('a mail of 20 KB of empty lines does not hold up the main loop', async () => {
  let longest = 0
  let last = performance.now()
  const watching = setInterval(() => {
    longest = Math.max(longest, performance.now() - last)
    last = performance.now()
  }, 5)
  await Promise.all(Array.from({ length: 5 }, () => reader.read(letter('\r\n'.repeat(10_000)), envelope)))
  clearInterval(watching)
  expect(longest).toBeLessThan(500)
})
