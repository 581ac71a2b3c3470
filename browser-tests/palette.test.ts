import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { resolveTicket } from '@bellwether/contract/desk.ts'
import { draftReport, editReport } from '@bellwether/contract/incidents.ts'
import type { Browser } from 'playwright-core'
import { givenCustomer, givenTicket } from '../server/desk/desk.builders.ts'
import { startWorld, type World } from '../server/testing/start-world.ts'
import type { Keyboard } from './keyboard.ts'
import { openBrowser } from './open-browser.ts'
import { sitDownAsAna } from './sign-in.ts'

/* What the palette says that it finds, it finds. */

const found = await openBrowser()
if ('reason' in found) process.stdout.write(`Skipped: the palette, since no browser starts: ${found.reason}\n`)

describe.skipIf('reason' in found)('the palette', () => {
  const browser = (found as { browser: Browser }).browser
  let world: World
  let ana: Keyboard
  beforeAll(async () => {
    world = await startWorld()
    await givenCustomer(world, 'acme')
    await world.person('Zoe', { teams: [] })
    const ticket = await givenTicket(world, { from: 'vera@acme.test', subject: 'An old question' })
    await world.ana.call(resolveTicket, { params: { id: ticket.id }, body: {} })
    const report = await world.ana.call(draftReport, { body: { ticketIds: [ticket.id] } })
    await world.ana.call(editReport, { params: { id: report.id }, body: { title: 'Checkout fails' } })
    // What was said is read for the search by a loop.
    await world.forward({ seconds: 2 })
    ana = await sitDownAsAna(browser, world.app.url, { width: 1280, height: 900 })
  }, 120_000)
  afterAll(async () => {
    await browser.close()
    await world.stop()
  })

  test.each([
    ['1', '#1 An old question', /\/tickets\/1$/],
    ['#1', '#1 An old question', /\/tickets\/1$/],
    ['old quest', '#1 An old question', /\/tickets\/1$/],
    ['R1', 'R1 Checkout fails', /\/reports\//],
    ['checkout', 'R1 Checkout fails', /\/reports\//],
    ['acme', 'Acme', /\/customers\//],
    ['zoe', 'Zoe', /\/settings\/people$/],
    ['tokens', 'Tokens settings', /\/settings\/tokens$/],
  ])(
    '“%s” leads to %s',
    async (typed, label, address) => {
      const { page } = ana
      await page.goto(`${world.app.url}/desk`)
      await ana.see(page.getByRole('heading', { name: 'Queue' }))
      await ana.press('Control+K')
      const palette = page.getByRole('dialog', { name: 'Find or do anything' })
      await ana.see(palette)
      await ana.type(typed)
      const entry = palette.getByRole('button', { name: new RegExp(`^${label}`) })
      await ana.see(entry)
      await ana.expectAccessible()
      // The first that fits is chosen by Enter, whatever stands beside it.
      for (let at = 0; at < 12 && !(await entry.first().getAttribute('data-selected')); at += 1)
        await ana.press('ArrowDown')
      await ana.press('Enter')
      await page.waitForURL(address)
      expect(ana.complaints.filter((text) => !text.includes('404'))).toEqual([])
    },
    60_000,
  )
})
