import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { getTicket } from '@bellwether/contract/desk.ts'
import type { Browser } from 'playwright-core'
import { givenCustomer, givenTicket } from '../server/desk/desk.builders.ts'
import { startWorld, type World } from '../server/testing/start-world.ts'
import type { Keyboard } from './keyboard.ts'
import { openBrowser } from './open-browser.ts'
import { sitDownAsAna } from './sign-in.ts'

/* What nobody has to answer leaves the queue as spam or into the trash, and comes back. */

const found = await openBrowser()
if ('reason' in found) process.stdout.write(`Skipped: spam and trash, since no browser starts: ${found.reason}\n`)

describe.skipIf('reason' in found)('spam and trash', () => {
  const browser = (found as { browser: Browser }).browser
  let world: World
  let ana: Keyboard
  let spam: string
  let mistake: string
  beforeAll(async () => {
    world = await startWorld()
    await givenCustomer(world, 'acme')
    spam = (await givenTicket(world, { from: 'offers@cheap.example', subject: 'Cheap watches' })).id
    await world.forward({ seconds: 1 })
    mistake = (await givenTicket(world, { from: 'vera@acme.test', subject: 'Checkout fails' })).id
    ana = await sitDownAsAna(browser, world.app.url, { width: 1280, height: 900 })
  }, 120_000)
  afterAll(async () => {
    await browser.close()
    await world.stop()
  })

  const row = (subject: string) => ana.page.getByRole('link', { name: new RegExp(`${subject}.* Why`) })
  const stateOf = async (id: string) => (await world.ana.call(getTicket, { params: { id } })).state

  test('a stranger’s mail is spam by one key, and its sender is blocked', async () => {
    const { page } = ana
    await page.goto(`${world.app.url}/desk?search=Cheap`)
    await ana.see(row('Cheap watches'))
    await ana.press('j', '!')
    await ana.seeDialog(/^Move #1 to spam/)
    await ana.expectFits()
    await ana.press('Enter')
    await ana.see(page.getByText('Moved #1 to spam and blocked the sender'))
    await row('Cheap watches').waitFor({ state: 'detached' })
    await page.goto(`${world.app.url}/settings/mail`)
    await ana.see(page.getByRole('table').getByText('offers@cheap.example'))
    await ana.expectFits()
  })

  test('what is in spam is restored, and that is undone', async () => {
    const { page } = ana
    await page.goto(`${world.app.url}/desk?view=spam`)
    await ana.see(row('Cheap watches'))
    await ana.expectFits()
    await ana.press('j', 'Enter')
    await ana.see(page.getByText('in spam', { exact: true }))
    await ana.expectFits()
    await ana.press('R')
    await ana.see(page.getByText('Restored #1'))
    await expect.poll(() => stateOf(spam)).toBe('open')
    await ana.press('u')
    await expect.poll(() => stateOf(spam)).toBe('spam')
  })

  test('a customer’s ticket goes into the trash, and back by undo', async () => {
    const { page } = ana
    await page.goto(`${world.app.url}/tickets/2`)
    await ana.see(page.getByRole('heading', { name: 'Checkout fails' }))
    await ana.press('#')
    await ana.see(page.getByText('Moved #2 to the trash'))
    await ana.see(page.getByText('in the trash', { exact: true }))
    expect(await page.getByRole('button', { name: 'Claim' }).count()).toBe(0)
    await ana.press('u')
    await expect.poll(() => stateOf(mistake)).toBe('open')
    await ana.activate(page.getByRole('button', { name: 'More to do' }))
    await ana.see(page.getByRole('menuitem', { name: /Move it to the trash/ }))
    await ana.press('Escape')
    expect(ana.complaints).toEqual([])
  })
})
