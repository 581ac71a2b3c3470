import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Browser } from 'playwright-core'
import { pixel } from '../server/testing/mail-with-files.ts'
import type { World } from '../server/testing/start-world.ts'
import { beginReply, sitDownAtTicket } from './at-a-ticket.ts'
import type { Keyboard } from './keyboard.ts'
import { openBrowser } from './open-browser.ts'

/* What support sends is seldom words alone: chosen, pasted, dropped, and never lost. */

const found = await openBrowser()
if ('reason' in found) process.stdout.write(`Skipped: files, since no browser starts: ${found.reason}\n`)

/** Does with a field what the system does when somebody pastes, or drops. */
const giving = (kind: 'paste' | 'drop') => `(field, { name, type, text }) => {
  const data = new DataTransfer()
  if (name) data.items.add(new File([text], name, { type }))
  else data.setData('text/plain', text)
  const how = { bubbles: true, cancelable: true }
  field.dispatchEvent(${kind === 'paste' ? "new ClipboardEvent('paste', { ...how, clipboardData: data })" : "new DragEvent('drop', { ...how, dataTransfer: data })"})
}`

describe.skipIf('reason' in found)('a file', () => {
  const browser = (found as { browser: Browser }).browser
  let world: World
  let ana: Keyboard
  beforeAll(async () => {
    ;({ world, ana } = await sitDownAtTicket(browser))
  }, 120_000)
  afterAll(async () => {
    await browser.close()
    await world.stop()
  })

  const list = () => ana.page.getByRole('list', { name: 'Files', exact: true })
  const field = `document.querySelector('textarea[aria-label="Reply to the customer"]')`
  const give = (kind: 'paste' | 'drop', what: { name?: string; type?: string; text: string }) =>
    ana.page.evaluate(`(${giving(kind)})(${field}, ${JSON.stringify(what)})`)

  test('is chosen, pasted or dropped, stays over a reload, and goes out with the reply', async () => {
    const { page } = ana
    await ana.press('r')
    await ana.type('Please see both.')
    await ana.tabTo(page.getByRole('button', { name: 'Add files' }))
    await page.getByLabel('Files to add').setInputFiles([
      { name: 'shot.png', mimeType: 'image/png', buffer: pixel },
      { name: 'empty.txt', mimeType: 'text/plain', buffer: Buffer.alloc(0) },
    ])
    await ana.see(list().getByRole('link', { name: 'shot.png' }))
    await ana.see(list().getByText('It is empty.'))
    await ana.activate(list().getByRole('button', { name: 'Take empty.txt off' }))
    await give('paste', { text: 'GET / 502\n'.repeat(3000) })
    await ana.see(list().getByRole('link', { name: 'pasted.txt' }))
    await give('drop', { name: 'trace.har', type: 'application/json', text: '{}' })
    await ana.see(list().getByRole('link', { name: 'trace.har' }))
    await ana.expectFits()
    await page.setViewportSize({ width: 1280, height: 900 })
    await page.reload()
    await ana.see(list().getByRole('link', { name: 'trace.har' }))
    await ana.activate(list().getByRole('button', { name: 'Take trace.har off' }))
    await list().getByText('trace.har').waitFor({ state: 'detached' })
    await beginReply(ana)
    await ana.press('Control+Enter')
    const unsent = page.getByRole('list', { name: 'Replies that have not gone out' })
    await ana.see(unsent.getByText('shot.png, pasted.txt'))
    await world.forward({ seconds: 11 })
    await ana.see(page.getByRole('article').getByRole('link', { name: 'pasted.txt' }))
    const [mail] = world.mailbox.to('vera@acme.test').filter(({ raw }) => raw.includes('Please see both.'))
    expect(mail?.attachments.map(({ filename }) => filename)).toEqual(['shot.png', 'pasted.txt'])
    expect(await list().count()).toBe(0)
  }, 90_000)

  test('is an image that stands in the text, where it is seen before it is sent and in the mail', async () => {
    const { page } = ana
    await ana.press('Escape', 'r')
    await ana.type('See here:')
    // A browser makes a real image of what a canvas holds.
    await page.evaluate(`(async () => {
      const canvas = new OffscreenCanvas(8, 8)
      canvas.getContext('2d').fillRect(0, 0, 8, 8)
      const data = new DataTransfer()
      data.items.add(new File([await canvas.convertToBlob()], 'image.png', { type: 'image/png' }))
      ${field}.dispatchEvent(new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData: data }))
    })()`)
    await ana.see(list().getByRole('link', { name: 'image.png' }))
    await ana.type('It is red.')
    expect(await page.evaluate(`${field}.value`)).toBe('See here:\n![image.png](attached:image.png)\nIt is red.')
    await ana.activate(page.getByRole('button', { name: 'Preview' }))
    await ana.see(page.getByRole('region', { name: 'Preview' }).getByRole('img', { name: 'image.png' }))
    await ana.expectFits()
    await page.setViewportSize({ width: 1280, height: 900 })
    await beginReply(ana)
    await ana.press('Control+Enter')
    await world.forward({ seconds: 11 })
    await ana.see(page.getByRole('article').getByRole('img', { name: 'image.png' }))
    const [mail] = world.mailbox.to('vera@acme.test').filter(({ raw }) => raw.includes('See here'))
    const [image] = mail?.attachments ?? []
    expect(image).toMatchObject({ filename: 'image.png', mimeType: 'image/png', disposition: 'inline', related: true })
    expect(mail?.html).toContain(`<img src="cid:${image?.contentId?.slice(1, -1)}" alt="image.png"`)
    expect(mail?.text).toContain('See here:\n[image.png]\nIt is red.')
  }, 60_000)

  test('whose connection is lost says so, and goes on where it was; also after a reload, when it is added again', async () => {
    const { page } = ana
    const folder = mkdtempSync(join(tmpdir(), 'bellwether-files-'))
    const path = join(folder, 'core.dump')
    writeFileSync(path, Buffer.alloc(1_800_000, 'core '))
    const parts: number[] = []
    let isLost = true
    await page.route('**/api/desk/coming-files/*/parts?*', (route) => {
      const from = Number(new URL(route.request().url()).searchParams.get('from'))
      if (isLost && from > 0) return route.abort()
      parts.push(from)
      return route.continue()
    })
    // Out of the field: in it, it is a letter.
    await ana.press('Escape', 'n')
    await ana.type('For us.')
    await page.getByLabel('Files to add').setInputFiles(path)
    await ana.see(list().getByText('Goes on when the connection is back'))
    await ana.expectFits()
    await page.setViewportSize({ width: 1280, height: 900 })
    await page.reload()
    await ana.see(page.getByRole('heading', { name: 'Slow' }))
    isLost = false
    await ana.press('n')
    await page.getByLabel('Files to add').setInputFiles(path)
    await ana.see(list().getByRole('link', { name: 'core.dump' }))
    // The first part came before the reload, and did not come again.
    expect(parts).toEqual([0, 524_288, 1_048_576, 1_572_864])
    await page.unroute('**/api/desk/coming-files/*/parts?*')
    await ana.press('n')
    await ana.press('Control+Enter')
    await ana.see(page.getByRole('article').getByRole('link', { name: 'core.dump' }))
    expect(world.mailbox.mails.some(({ raw }) => raw.includes('core.dump'))).toBe(false)
    rmSync(folder, { recursive: true })
    expect(ana.complaints).toEqual([])
  }, 60_000)
})
