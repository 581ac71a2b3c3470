import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Browser } from 'playwright-core'
import type { World } from '../server/testing/start-world.ts'
import { sitDownAtTicket } from './at-a-ticket.ts'
import type { Keyboard } from './keyboard.ts'
import { openBrowser } from './open-browser.ts'

/* What is written with a format is seen as it will be read, and read so. */

const found = await openBrowser()
if ('reason' in found) process.stdout.write(`Skipped: what is written, since no browser starts: ${found.reason}\n`)

describe.skipIf('reason' in found)('a text', () => {
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

  test('gets its format by keys, is previewed, and comes so', async () => {
    const { page } = ana
    const field = page.getByRole('textbox', { name: 'Reply to the customer' })
    await ana.press('r')
    await ana.type('Please run ')
    await ana.press('Control+e')
    await ana.type('dig acme.test')
    // The same key leads out of it.
    await ana.press('Control+e')
    await ana.type(' twice:')
    await ana.press('Enter', 'Enter')
    await ana.type('- at home')
    await ana.press('Enter')
    await ana.type('at work')
    await ana.press('Enter', 'Enter')
    const text = 'Please run `dig acme.test` twice:\n\n- at home\n- at work\n'
    expect(await field.inputValue()).toBe(text)
    await ana.press('Control+z')
    expect(await field.inputValue()).not.toBe(text)
    await ana.press('Control+Shift+z')
    expect(await field.inputValue()).toBe(text)
    await ana.activate(page.getByRole('button', { name: 'Preview' }))
    const preview = page.getByRole('region', { name: 'Preview' })
    await ana.see(preview.getByRole('listitem').filter({ hasText: 'at work' }))
    await ana.expectFits()
    await page.setViewportSize({ width: 1280, height: 900 })
    await ana.tabTo(field, 'Shift+Tab')
    await ana.press('Control+Enter')
    await world.forward({ seconds: 11 })
    const sent = page.getByRole('article').filter({ hasText: 'Please run' })
    await ana.see(sent.getByRole('listitem').filter({ hasText: 'at home' }))
    expect(await sent.locator('code').textContent()).toBe('dig acme.test')
    const [mail] = world.mailbox.to('vera@acme.test').filter(({ raw }) => raw.includes('Please run'))
    expect([mail?.text?.trim(), mail?.html]).toEqual([text.trim(), expect.stringContaining('<li>at work</li>')])
    expect(ana.complaints).toEqual([])
  }, 90_000)
})
