import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Browser } from 'playwright-core'
import type { World } from '../server/testing/start-world.ts'
import { sitDownAtTicket } from './at-a-ticket.ts'
import type { Keyboard } from './keyboard.ts'
import { openBrowser } from './open-browser.ts'

/* What we do for ourselves: a ticket that nobody outside asked for, and one that opens again and again. */

const found = await openBrowser()
if ('reason' in found) process.stdout.write(`Skipped: recurring tickets, since no browser starts: ${found.reason}\n`)

describe.skipIf('reason' in found)('a ticket for ourselves', () => {
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

  test('is opened from anywhere, and offers no reply', async () => {
    const { page } = ana
    await page.goto(`${world.app.url}/desk`)
    await ana.see(page.getByRole('heading', { name: 'Queue' }))
    await ana.press('n')
    await ana.seeDialog('New ticket')
    await ana.take('For ourselves')
    await ana.tabTo(page.getByLabel('Subject'))
    await ana.type('Renew the certificate')
    await ana.tabTo(page.getByLabel('What is to be done'))
    await ana.type('It ends in May.')
    await ana.expectFits()
    await ana.activate(page.getByRole('button', { name: 'Open the ticket' }))
    await ana.see(page.getByRole('heading', { name: 'Renew the certificate', level: 1 }))
    await ana.see('Nobody outside asked')
    await ana.see(page.getByText('It ends in May.'))
    await ana.expectFits()
    expect(await page.getByRole('button', { name: /Reply to customer/ }).count()).toBe(0)
    expect(await page.getByText('unknown sender').count()).toBe(0)
  })

  test('opens by itself at its time', async () => {
    const { page } = ana
    await page.goto(`${world.app.url}/settings/recurring`)
    await ana.see('Nothing recurs')
    await ana.activate(page.getByRole('button', { name: 'New recurring ticket' }))
    await ana.seeDialog('New recurring ticket')
    await ana.type('Look at suppliers')
    await ana.tabTo(page.getByLabel('What is to be done'))
    await ana.type('Who has not answered?')
    await ana.tabTo(page.getByRole('checkbox', { name: 'Monday' }))
    for (const day of ['Tuesday', 'Wednesday', 'Thursday', 'Friday']) {
      await ana.tabTo(page.getByRole('checkbox', { name: day }))
      await ana.press(' ')
    }
    await ana.expectFits()
    await ana.press('Control+Enter')
    await ana.see(page.getByText(/Opens every working day at 09:00/))
    await ana.see(page.getByText(/None was opened yet/))
    await ana.expectFits()
    await world.forward({ minutes: 4 * 24 * 60 })
    await page.reload()
    await ana.activate(page.getByRole('list', { name: 'Recurring tickets' }).getByRole('link'))
    await ana.see(page.getByRole('heading', { name: 'Look at suppliers', level: 1 }))
    await ana.see(page.getByText('opened this, which recurs'))
    expect(ana.complaints).toEqual([])
  })
})
