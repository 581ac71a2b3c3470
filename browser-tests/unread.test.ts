import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addNote, getNoticeSettings, listUnread } from '@bellwether/contract/desk.ts'
import type { Browser } from 'playwright-core'
import type { Caller } from '../server/testing/caller.ts'
import { givenTicket } from '../server/desk/desk.builders.ts'
import type { World } from '../server/testing/start-world.ts'
import { sitDownAtTicket } from './at-a-ticket.ts'
import type { Keyboard } from './keyboard.ts'
import { openBrowser } from './open-browser.ts'

/* What others write on a ticket is told to who owns or follows it, until they have read it. */

const found = await openBrowser()
if ('reason' in found) process.stdout.write(`Skipped: what is unread, since no browser starts: ${found.reason}\n`)

describe.skipIf('reason' in found)('what others write', () => {
  const browser = (found as { browser: Browser }).browser
  let world: World
  let ana: Keyboard
  let ben: Caller
  let otherId: string
  beforeAll(async () => {
    ;({ world, ana } = await sitDownAtTicket(browser))
    ben = await world.person('Ben', { teams: ['support'] })
    otherId = (await givenTicket(world, { from: 'vera@acme.test', subject: 'Another' })).id
  }, 120_000)
  afterAll(async () => {
    await browser.close()
    await world.stop()
  })

  const left = async () => (await world.ana.call(listUnread, {})).items.length
  const looks = async () => (await world.sql(`select 1 from desk.looks where ticket_id = '${otherId}'`)).length
  const place = () => ana.page.getByRole('link', { name: /^Unread/ })

  test('is counted on every screen, and read where it is', async () => {
    const { page } = ana
    await page.goto(`${world.app.url}/tickets/2`)
    await ana.see(page.getByRole('heading', { name: 'Another' }))
    await ana.press('F')
    await ana.see(page.getByText('followed', { exact: true }))
    await ana.expectFits()
    // Whoever has it before them for a moment has read what is there.
    await expect.poll(looks, { timeout: 10_000 }).toBe(1)
    await page.goto(`${world.app.url}/desk`)
    for (let line = 1; line <= 30; line += 1)
      await ben.call(addNote, { params: { id: otherId }, body: { text: `Line ${line}, which is new.` } })
    await ana.see(place().getByText('1'))
    await ana.see(page.getByRole('link', { name: /Another/ }).getByText('unread'))
    await ana.expectFits()
    await ana.press('g', 'u')
    await ana.see(page.getByRole('list', { name: 'Unread' }).getByText('Ben wrote a note, and 29 more'))
    await ana.expectFits()
    await ana.press('j', 'Enter')
    await ana.see(page.getByText('New since you looked'))
    await ana.see(page.getByText('Line 1, which is new.'))
    await expect.poll(() => page.getByText('New since you looked').isVisible()).toBe(true)
    await expect.poll(left, { timeout: 15_000 }).toBe(0)
    await page.goto(`${world.app.url}/unread`)
    await ana.see('You have read everything')
  }, 60_000)

  test('is told by mail of what somebody chose, when it is not quiet for them', async () => {
    const { page } = ana
    await page.goto(`${world.app.url}/settings/me`)
    await ana.tabTo(page.getByRole('checkbox', { name: /A customer writes on a ticket that you own/ }))
    await ana.press(' ')
    await ana.tabTo(page.getByRole('radio', { name: 'Mail' }))
    await ana.press('ArrowRight')
    await ana.see(page.getByLabel('Incoming webhook'))
    await ana.expectFits()
    await ana.press('ArrowLeft')
    await ana.tabTo(page.getByRole('switch', { name: 'Quiet hours' }))
    await ana.press(' ')
    await page.getByLabel('Until').fill('22:00')
    await ana.activate(page.getByRole('button', { name: 'Save', exact: true }))
    await ana.see('Choose another time: it would be quiet all day.')
    await ana.expectFits()
    await page.getByLabel('Until').fill('08:00')
    await ana.activate(page.getByRole('button', { name: 'Save', exact: true }))
    await ana.see('Saved.')
    expect(await world.ana.call(getNoticeSettings, {})).toEqual({
      events: ['mentioned', 'own-message'],
      waitMinutes: 3,
      quiet: { from: '22:00', until: '08:00' },
      chat: null,
    })
  })

  test('is told by the browser where somebody wants that', async () => {
    const { page } = ana
    // Where a browser without a screen has none.
    await page.addInitScript(() => {
      const shown: string[] = []
      class Notice extends EventTarget {
        static permission = 'granted'
        static requestPermission = async () => 'granted'
        constructor(title: string, { body }: { body: string }) {
          super()
          shown.push(`${title}: ${body}`)
        }
      }
      Object.assign(globalThis, { Notification: Notice, shown })
    })
    await page.goto(`${world.app.url}/settings/me`)
    await ana.tabTo(page.getByRole('switch', { name: 'Notices in this browser' }))
    await ana.press(' ')
    await ana.see(page.getByText('On', { exact: true }))
    await ana.expectFits()
    await page.evaluate(`
      Object.defineProperty(document, 'visibilityState', { value: 'hidden' })
      document.dispatchEvent(new Event('visibilitychange'))`)
    await ben.call(addNote, { params: { id: otherId }, body: { text: 'Secret words.' } })
    await expect.poll(() => page.evaluate('shown'), { timeout: 10_000 }).toEqual(['#2 Another: Ben wrote a note'])
    expect(ana.complaints).toEqual([])
  })
})
