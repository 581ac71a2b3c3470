import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addNote, getTicket } from '@bellwether/contract/desk.ts'
import type { Browser } from 'playwright-core'
import { givenCustomer, givenTicket } from '../server/desk/desk.builders.ts'
import { startWorld, type World } from '../server/testing/start-world.ts'
import type { Keyboard } from './keyboard.ts'
import { openBrowser } from './open-browser.ts'
import { sitDownAsAna } from './sign-in.ts'

/* Somebody works through the queue, and always sees which ticket they are on. */

const found = await openBrowser()
if ('reason' in found) process.stdout.write(`Skipped: one after the other, since no browser starts: ${found.reason}\n`)

describe.skipIf('reason' in found)('a ticket', () => {
  const browser = (found as { browser: Browser }).browser
  let world: World
  let ana: Keyboard
  const ids: string[] = []
  beforeAll(async () => {
    world = await startWorld()
    await givenCustomer(world, 'acme')
    for (const subject of ['First', 'Second', 'Third']) {
      ids.push((await givenTicket(world, { from: 'vera@acme.test', subject })).id)
      await world.forward({ seconds: 1 })
    }
    for (let n = 0; n < 30; n += 1)
      await world.ana.call(addNote, { params: { id: ids[0] ?? '' }, body: { text: `Note ${n}` } })
    ana = await sitDownAsAna(browser, world.app.url, { width: 1280, height: 900 })
  }, 120_000)
  afterAll(async () => {
    await browser.close()
    await world.stop()
  })

  const heading = (subject: string) => ana.page.getByRole('heading', { name: subject, level: 1 })

  test('is named in one line while its header is out of sight', async () => {
    const { page } = ana
    await page.goto(`${world.app.url}/tickets/1`)
    await ana.see(heading('First'))
    const bar = page.getByRole('region', { name: 'Ticket #1 in short' })
    expect(await bar.count()).toBe(0)
    await page.getByText('Note 29').scrollIntoViewIfNeeded()
    await ana.see(bar.getByText('First'))
    expect((await bar.boundingBox())?.y).toBeGreaterThanOrEqual(0)
    await ana.expectAccessible()
    await page.getByText('Why?').scrollIntoViewIfNeeded()
    await heading('First').scrollIntoViewIfNeeded()
    await bar.waitFor({ state: 'detached' })
  })

  test('is so on a phone as well, below the menu', async () => {
    const { page } = ana
    await page.setViewportSize({ width: 390, height: 844 })
    await page.goto(`${world.app.url}/tickets/1`)
    await ana.see(heading('First'))
    await page.getByText('Note 29').scrollIntoViewIfNeeded()
    const bar = page.getByRole('region', { name: 'Ticket #1 in short' })
    await ana.see(bar.getByText('First'))
    const [box, menu] = [await bar.boundingBox(), await page.getByRole('banner').boundingBox()]
    expect(box?.y).toBeCloseTo((menu?.y ?? 0) + (menu?.height ?? 0), 0)
    expect(box?.width).toBe(390)
    await ana.expectAccessible()
    await page.setViewportSize({ width: 1280, height: 900 })
  })

  test('and the next ones are there before somebody asks for them', async () => {
    const { page } = ana
    const fetched = page.waitForResponse((response) => response.url().includes('/api/desk/tickets/3/timeline'))
    await page.goto(`${world.app.url}/tickets/1`)
    await ana.see(heading('First'))
    await fetched
    await page.route('**/api/desk/tickets/2*', (route) => route.abort())
    await ana.press('J')
    await ana.see(heading('Second'))
    await ana.see(page.getByRole('article').filter({ hasText: 'Why?' }))
    await page.unroute('**/api/desk/tickets/2*')
    await page.goto(`${world.app.url}/tickets/1`)
    await ana.see(heading('First'))
  }, 60_000)

  test('that is resolved or snoozed leads to the next one, for whoever wants that, and can be undone from there', async () => {
    const { page } = ana
    await ana.press('e')
    const dialog = page.getByRole('dialog', { name: 'Resolve #1' })
    await ana.tabTo(dialog.getByRole('checkbox', { name: /Then open the next ticket/ }))
    await ana.press('Space')
    await ana.press('Control+Enter')
    await ana.see(heading('Second'))
    await ana.see(page.getByText('Resolved #1'))
    await ana.press('u')
    await expect
      .poll(async () => (await world.ana.call(getTicket, { params: { id: ids[0] ?? '' } })).state)
      .toBe('open')
    await ana.press('z')
    await ana.see(page.getByRole('dialog', { name: 'Snooze #2' }))
    await ana.press('Enter')
    await ana.see(heading('First'))
    // It is remembered.
    await page.reload()
    await ana.see(heading('First'))
    await ana.press('e')
    const again = page.getByRole('dialog', { name: 'Resolve #1' })
    expect(await again.getByRole('checkbox', { name: /Then open the next ticket/ }).isChecked()).toBe(true)
    await ana.press('Control+Enter')
    await ana.see(heading('Third'))
    expect(ana.complaints).toEqual([])
  }, 60_000)
})
