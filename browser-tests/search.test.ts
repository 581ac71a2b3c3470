import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addNote, resolveTicket } from '@bellwether/contract/desk.ts'
import type { Browser } from 'playwright-core'
import { givenCustomer, givenTicket } from '../server/desk/desk.builders.ts'
import { startWorld, type World } from '../server/testing/start-world.ts'
import type { Keyboard } from './keyboard.ts'
import { openBrowser } from './open-browser.ts'
import { sitDownAsAna } from './sign-in.ts'

/* Somebody remembers a word of a talk, and finds it. */

const found = await openBrowser()
if ('reason' in found) process.stdout.write(`Skipped: the search, since no browser starts: ${found.reason}\n`)

describe.skipIf('reason' in found)('a search for a word', () => {
  const browser = (found as { browser: Browser }).browser
  let world: World
  let ana: Keyboard
  beforeAll(async () => {
    world = await startWorld()
    await givenCustomer(world, 'acme')
    const text = 'Since noon the checkout crashes, and <script>alert(1)</script> is in the mail.'
    const ticket = await givenTicket(world, { from: 'vera@acme.test', subject: 'Cannot pay', text })
    const of = { params: { id: ticket.id } }
    await world.ana.call(addNote, { ...of, body: { text: 'A pomegranate was in the cache.' } })
    // So far back that the time line has to be fetched.
    for (let n = 0; n < 60; n += 1) await world.ana.call(addNote, { ...of, body: { text: `And again, ${n}.` } })
    await world.ana.call(resolveTicket, { ...of, body: {} })
    await world.forward({ seconds: 2 })
    ana = await sitDownAsAna(browser, world.app.url, { width: 1280, height: 900 })
  }, 120_000)
  afterAll(async () => {
    await browser.close()
    await world.stop()
  })

  test('is begun by one key, says how to ask, and leads to where the word stands', async () => {
    const { page } = ana
    await page.goto(`${world.app.url}/signals`)
    await ana.see(page.getByRole('heading', { name: 'Signals' }))
    await ana.press('/')
    await ana.see(page.getByRole('searchbox', { name: 'Search everything said on tickets' }))
    await ana.see(page.getByRole('region', { name: 'What can be asked' }))
    await ana.expectFits()
    await page.setViewportSize({ width: 1280, height: 900 })
    const field = page.getByRole('searchbox', { name: 'Search everything said on tickets' })
    await ana.activate(page.getByRole('link', { name: '502 checkout' }))
    await expect.poll(() => field.inputValue()).toBe('502 checkout')
    await page.goBack()
    await expect.poll(() => field.inputValue()).toBe('')
    await ana.tabTo(field, 'Shift+Tab')
    await ana.type('pomegran')
    await ana.see(page.getByText('1 ticket.'))
    await page.waitForURL(/\/search\?q=pomegran$/)
    await ana.see(page.locator('mark', { hasText: 'pomegranate' }))
    await ana.expectFits()
    await page.setViewportSize({ width: 1280, height: 900 })
    await ana.activate(page.getByRole('link', { name: /^Note: A pomegranate/ }))
    await page.waitForURL(/\/tickets\/1#entry-/)
    const note = page.getByRole('listitem').filter({ hasText: 'A pomegranate was in the cache.' })
    await ana.see(note)
    await expect.poll(() => note.evaluate((element) => element === element.ownerDocument.activeElement)).toBe(true)
    expect(ana.complaints).toEqual([])
  }, 90_000)

  test('that is mistyped, not understood or nowhere says so', async () => {
    const { page } = ana
    await page.goto(`${world.app.url}/search?q=chekcout%20`)
    await ana.see(page.getByText('Nobody said exactly that.'))
    await ana.see(page.getByText('checkout').first())
    await page.goto(`${world.app.url}/search?q=crash%20is%3Alost`)
    await ana.see(page.getByText('"is:lost" is not known'))
    await page.goto(`${world.app.url}/search?q=zzzzzz%20qqqqq`)
    await ana.see(page.getByText('Nothing was said that has all of'))
    await ana.expectFits()
    expect(ana.complaints).toEqual([])
  }, 90_000)

  test('in a list begins where the list is', async () => {
    const { page } = ana
    await page.setViewportSize({ width: 1280, height: 900 })
    await page.goto(`${world.app.url}/desk`)
    await ana.see(page.getByRole('heading', { name: 'Queue' }))
    await ana.press('/')
    await ana.type('pay')
    await page.waitForURL(/search=pay/)
  }, 60_000)
})
