import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Attachment } from '@bellwether/contract/desk.ts'
import { listIncomingMails } from '@bellwether/contract/mail.ts'
import type { Browser, Page } from 'playwright-core'
import { givenTicket, type WholeTicket } from '../server/desk/desk.builders.ts'
import { mailWithFiles, pixel } from '../server/testing/mail-with-files.ts'
import { startWorld, supportAddress, type World } from '../server/testing/start-world.ts'
import type { Keyboard } from './keyboard.ts'
import { openBrowser } from './open-browser.ts'
import { sitDownAsAna } from './sign-in.ts'

/* What strangers send beside their words, in a real browser. */

const found = await openBrowser()
if ('reason' in found) process.stdout.write(`Skipped: the files of mails, since no browser starts: ${found.reason}\n`)

const script = 'document.title = "taken over"; parent.postMessage("out", "*")'
const svg = `<svg xmlns="http://www.w3.org/2000/svg"><script>${script}</script></svg>`
const html =
  '<p>Look: <img src="cid:shot@acme" alt="our page"> <img src="cid:fake@acme"> <img src="https://pixel.test/1.png"></p>'
/** One second of silence, at 8,000 samples of one byte. */
const second = Buffer.concat([
  Buffer.from(
    'RIFF\x64\x1f\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x40\x1f\0\0\x01\0\x08\0data\x40\x1f\0\0',
    'latin1',
  ),
  Buffer.alloc(8000, 128),
])
/** One page with one black bar. */
const bar = '0 0 0 rg 20 20 160 60 re f'
const pdf = `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents 4 0 R>>endobj
4 0 obj<</Length ${bar.length}>>stream
${bar}
endstream endobj
trailer<</Root 1 0 R>>`
const recorded = {
  request: {
    method: 'GET',
    url: 'https://shop.acme.test/pay?token=opens-doors',
    headers: [{ name: 'Cookie', value: 'sid=secret' }],
  },
  response: { status: 502, statusText: 'Bad Gateway', headers: [{ name: 'server', value: 'edge' }] },
  time: 812,
}
const har = JSON.stringify({ log: { entries: [recorded] } })
const sent = mailWithFiles(
  [
    { bytes: pixel, contentType: 'image/png', parameters: 'filename="shot.png"', contentId: 'shot@acme' },
    { bytes: svg, contentType: 'image/png', parameters: 'filename="fake.png"', contentId: 'fake@acme' },
    { bytes: pdf, contentType: 'application/pdf', parameters: 'filename="invoice.pdf"' },
    { bytes: svg, contentType: 'image/svg+xml', parameters: 'filename="drawing.svg"' },
    { bytes: `<script>${script}</script>`, contentType: 'text/html', parameters: 'filename="page.html"' },
    {
      bytes: `GIF89a=1;${script}//<script>${script}</script>`,
      contentType: 'text/html',
      parameters: 'filename="both.html"',
    },
    { bytes: 'none at all', contentType: 'application/pdf', parameters: 'filename="none.pdf"' },
    { bytes: second, contentType: 'audio/wav', parameters: 'filename="call.wav"' },
    { bytes: har, contentType: 'application/json', parameters: 'filename="shop.har"' },
    { bytes: 'Subject: Earlier\r\n\r\nAs I wrote', contentType: 'message/rfc822' },
  ],
  html,
)

/** What the mail brings along; a forwarded mail is one file, named by its subject. */
const files = [
  'Earlier.eml',
  'both.html',
  'call.wav',
  'drawing.svg',
  'fake.png',
  'invoice.pdf',
  'none.pdf',
  'page.html',
  'shop.har',
  'shot.png',
]

describe.skipIf('reason' in found)('the files of a mail', () => {
  const browser = (found as { browser: Browser }).browser
  let world: World
  let ana: Keyboard
  let page: Page
  let ticket: WholeTicket
  beforeAll(async () => {
    world = await startWorld()
    ticket = await givenTicket(world, { from: 'vera@acme.test', subject: 'See the picture', ...sent })
    ana = await sitDownAsAna(browser, world.app.url, { width: 1280, height: 900 })
    page = ana.page
  }, 120_000)
  afterAll(async () => {
    await browser.close()
    await world.stop()
  })

  const attachments = () => page.getByRole('list', { name: 'Attachments' })
  const listed = () => attachments().getByRole('link').allInnerTexts()
  const imagesOf = (fileName: string) =>
    attachments().getByRole('listitem').filter({ hasText: fileName }).locator('img')
  const openTicket = async (): Promise<void> => {
    await page.goto(`${world.app.url}/tickets/${ticket.number}`)
    await ana.see(page.getByRole('heading', { name: 'See the picture' }))
  }
  const attachment = (fileName: string): Attachment | undefined =>
    ticket.timeline
      .flatMap((entry) => (entry.kind === 'message' ? entry.attachments : []))
      .find((one) => one.fileName === fileName)

  test('an image shows at its place, once; what is none stays a file, what is elsewhere is named', async () => {
    await openTicket()
    await expect.poll(async () => (await listed()).toSorted()).toEqual(files)
    await ana.activate(page.getByRole('button', { name: 'Show formatted' }))
    const image = page.frameLocator('iframe').getByRole('img', { name: 'shot.png' })
    await image.waitFor()
    expect(
      await image.evaluate((element) => (element as unknown as { naturalWidth: number }).naturalWidth),
    ).toBeGreaterThan(0)
    expect(await page.frameLocator('iframe').locator('img').count()).toBe(1)
    await expect.poll(async () => (await listed()).toSorted()).toEqual(files.filter((one) => one !== 'shot.png'))
    await ana.see('Not shown: an image elsewhere, which was not loaded (pixel.test).')
    await ana.expectAccessible()
    await ana.activate(page.getByRole('button', { name: 'Show as text' }))
    await expect.poll(async () => (await listed()).toSorted()).toEqual(files)
    expect(ana.complaints).toEqual([])
  }, 60_000)

  test('an image in the list shows small, what only says that it is one does not', async () => {
    await openTicket()
    const small = imagesOf('shot.png')
    await small.waitFor()
    await page.waitForFunction('[...document.images].every((image) => image.complete)')
    expect(await small.evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth)).toBe(1)
    await expect.poll(() => imagesOf('fake.png').count()).toBe(0)
    await ana.expectAccessible()
  }, 60_000)

  test('what cannot be looked at is saved by its link, the ticket stays open', async () => {
    await openTicket()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      ana.activate(page.getByRole('link', { name: 'drawing.svg' })),
    ])
    expect(download.suggestedFilename()).toBe('drawing.svg')
    expect(await readFile(await download.path(), 'utf8')).toContain('<svg')
    await ana.see(page.getByRole('heading', { name: 'See the picture' }))
  }, 60_000)

  test('a file is looked at in place, one after the other, and saved from there', async () => {
    await openTicket()
    const dialog = page.getByRole('dialog')
    await ana.activate(page.getByRole('link', { name: 'page.html' }))
    await ana.seeDialog('page.html')
    // What is written as markup is read as its letters.
    await ana.see(dialog.getByText(`<script>${script}</script>`))
    await ana.expectFits()
    await ana.press('Escape')
    await ana.activate(page.getByRole('link', { name: 'shop.har' }))
    await ana.seeDialog('shop.har')
    await ana.activate(dialog.locator('summary'))
    await ana.see(dialog.getByText('edge'))
    await ana.see(dialog.getByText('/pay?token=•••'))
    for (const secret of ['opens-doors', 'sid=secret']) {
      expect(await dialog.getByText(secret).count()).toBe(0)
      await ana.activate(dialog.getByRole('button', { name: 'Show the secret' }))
      await ana.see(dialog.getByText(secret))
    }
    await ana.expectFits()
    await ana.press('ArrowRight')
    await ana.see(dialog.getByText('As I wrote'))
    await ana.see(dialog.getByText('Earlier', { exact: true }))
    await ana.expectFits()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      ana.activate(dialog.getByRole('link', { name: 'Save' })),
    ])
    expect(download.suggestedFilename()).toBe('Earlier.eml')
    expect(await readFile(await download.path(), 'utf8')).toContain('As I wrote')
    expect(ana.complaints).toEqual([])
  }, 60_000)

  test('a sound is played from its bytes', async () => {
    await openTicket()
    await ana.activate(page.getByRole('link', { name: 'call.wav' }))
    await ana.seeDialog('call.wav')
    await expect.poll(() => page.evaluate('document.querySelector("audio")?.duration')).toBe(1)
    await ana.expectFits()
    expect(ana.complaints).toEqual([])
  }, 60_000)

  test('the pages of a PDF are drawn, and what is none says so', async () => {
    await openTicket()
    await ana.activate(page.getByRole('link', { name: 'invoice.pdf' }))
    const drawn = page.getByRole('img', { name: 'Page 1 of invoice.pdf' })
    await ana.see(drawn)
    const isDark = `(canvas) => {
      const [red, green, blue] = canvas.getContext('2d').getImageData(canvas.width / 2, canvas.height / 2, 1, 1).data
      return red + green + blue < 60
    }`
    await expect.poll(() => page.evaluate(`(${isDark})(document.querySelector('canvas[role=img]'))`)).toBe(true)
    await ana.expectFits()
    await ana.press('Escape')
    await ana.activate(page.getByRole('link', { name: 'none.pdf' }))
    await ana.see(page.getByText('It cannot be read as a PDF. Save it to look at its bytes.'))
    expect(ana.complaints).toEqual([])
  }, 60_000)

  test('the raw mail is saved from its message', async () => {
    await openTicket()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      ana.activate(page.getByRole('link', { name: 'Open raw mail' })),
    ])
    expect(download.suggestedFilename()).toMatch(/^mail-.+\.eml$/)
    expect(await readFile(await download.path(), 'utf8')).toContain('Subject: See the picture')
  }, 60_000)

  test.each(['drawing.svg', 'page.html', 'fake.png'])('%s runs nothing, not even by its address', async (fileName) => {
    const address = `${world.app.url}${attachment(fileName)?.path}`
    await expect(page.goto(address)).rejects.toThrow('Download is starting')
  })

  test('a file that is an image and a script is an image', async () => {
    await page.goto(`${world.app.url}${attachment('both.html')?.path}`)
    expect(await page.evaluate('document.contentType')).toBe('image/gif')
    expect(await page.title()).not.toContain('taken over')
  })

  test('a held mail shows who did not prove themselves, and is set aside with a reason of one’s own', async () => {
    await world.deliver('Subject: Nobody wrote this\r\n\r\nHello', { from: '', to: [supportAddress] })
    await world.settle()
    await world.sql(
      `update mail.incoming_mails set sender_verdict = 'forged', sender_reason = 'acme.test denies it' where outcome = 'held'`,
    )
    await page.goto(`${world.app.url}/settings/mail`)
    await ana.see('Sender looks forged: acme.test denies it')
    await ana.see(page.getByRole('link', { name: 'Open the raw mail Nobody wrote this' }))
    await ana.activate(page.getByRole('button', { name: 'Set the mail Nobody wrote this aside' }))
    await ana.see(page.getByRole('dialog'))
    await ana.type('an advertisement')
    await ana.activate(page.getByRole('button', { name: 'Set aside', exact: true }))
    await ana.see('Ana: an advertisement')
    const { items } = await world.ana.call(listIncomingMails, { query: { outcome: 'rejected' } })
    expect(items[0]?.reason).toBe('Ana: an advertisement')
  }, 60_000)
})
