import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addNote } from '@bellwether/contract/desk.ts'
import type { Browser } from 'playwright-core'
import { givenCustomer, givenTicket, type WholeTicket } from '../server/desk/desk.builders.ts'
import type { Caller } from '../server/testing/caller.ts'
import { startWorld, type World } from '../server/testing/start-world.ts'
import type { Keyboard } from './keyboard.ts'
import { openBrowser } from './open-browser.ts'
import { sitDownAsAna } from './sign-in.ts'

/* Somebody calls a colleague in a note, who sees it wherever they are. */

const found = await openBrowser()
if ('reason' in found) process.stdout.write(`Skipped: calls in notes, since no browser starts: ${found.reason}\n`)

describe.skipIf('reason' in found)('a call', () => {
  const browser = (found as { browser: Browser }).browser
  let world: World
  let ana: Keyboard
  let ben: Caller
  let ticket: WholeTicket
  beforeAll(async () => {
    world = await startWorld()
    await givenCustomer(world, 'acme')
    ben = await world.person('Ben', { teams: ['support'] })
    ticket = await givenTicket(world, { from: 'vera@acme.test', subject: 'Slow' })
    ana = await sitDownAsAna(browser, world.app.url, { width: 1280, height: 900 })
  }, 120_000)
  afterAll(async () => {
    await browser.close()
    await world.stop()
  })

  test('is offered while it is written, and chosen by key', async () => {
    const { page } = ana
    await page.goto(`${world.app.url}/tickets/1`)
    await ana.see(page.getByRole('heading', { name: 'Slow' }))
    await ana.press('n')
    await ana.type('Do you know, @b')
    await ana.see(page.getByRole('option', { name: 'Ben' }))
    await ana.expectAccessible()
    await ana.press('Enter')
    await ana.type('?')
    const field = page.getByRole('textbox', { name: 'Internal note' })
    expect(await field.inputValue()).toBe('Do you know, @Ben?')
    await ana.type(' @zz')
    expect(await page.getByRole('listbox', { name: 'Whom to mention' }).count()).toBe(0)
    await ana.press('Control+Enter')
    await ana.see('Mentioned: Ben')
  }, 60_000)

  test('stands on every screen until whoever was called has looked', async () => {
    const { page } = ana
    await page.goto(`${world.app.url}/customers`)
    await ana.see(page.getByRole('heading', { name: 'Customers' }))
    await ben.call(addNote, { params: { id: ticket.id }, body: { text: '@Ana yes.' } })
    const bar = page.getByRole('complementary', { name: 'Notes in which you were mentioned' })
    await ana.see(bar.getByText('Ben mentioned you on'))
    await ana.expectFits()
    // On a phone it is a line with a count, which opens it.
    await page.setViewportSize({ width: 390, height: 844 })
    const line = page.getByRole('button', { name: '2 notices: Evidence, Notes in which you were mentioned' })
    await bar.waitFor({ state: 'hidden' })
    await ana.activate(line)
    await ana.see(bar)
    await ana.expectAccessible()
    await ana.activate(line)
    await bar.waitFor({ state: 'hidden' })
    // Where that line has not come, each stands for itself.
    await page.route('**/assets/late-bars-*', (route) => route.abort())
    await page.reload()
    await ana.see(bar)
    await page.unroute('**/assets/late-bars-*')
    await page.setViewportSize({ width: 1280, height: 900 })
    await ana.activate(bar.getByRole('link', { name: '#1 Slow' }))
    await ana.see(page.getByRole('listitem').filter({ hasText: '@Ana yes.' }))
    await bar.waitFor({ state: 'detached' })
    expect(ana.complaints).toEqual([])
  }, 60_000)
})
