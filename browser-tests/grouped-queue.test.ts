import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { draftReport } from '@bellwether/contract/incidents.ts'
import type { Browser } from 'playwright-core'
import { givenCustomer, givenTicket } from '../server/desk/desk.builders.ts'
import { startWorld, type World } from '../server/testing/start-world.ts'
import type { Keyboard } from './keyboard.ts'
import { openBrowser } from './open-browser.ts'
import { sitDownAsAna } from './sign-in.ts'

/* What many write about the same stands once. */

const found = await openBrowser()
if ('reason' in found) process.stdout.write(`Skipped: the grouped queue, since no browser starts: ${found.reason}\n`)

describe.skipIf('reason' in found)('tickets of one report in the queue', () => {
  const browser = (found as { browser: Browser }).browser
  let world: World
  let ana: Keyboard
  beforeAll(async () => {
    world = await startWorld()
    await givenCustomer(world, 'acme')
    const about = await Promise.all(
      ['Checkout fails', 'Errors at checkout', 'No checkout'].map((subject) =>
        givenTicket(world, { from: 'vera@acme.test', subject }),
      ),
    )
    await givenTicket(world, { from: 'vera@acme.test', subject: 'An invoice' })
    await world.ana.call(draftReport, { body: { ticketIds: about.map(({ id }) => id) } })
    ana = await sitDownAsAna(browser, world.app.url, { width: 1280, height: 900 })
  }, 120_000)
  afterAll(async () => {
    await browser.close()
    await world.stop()
  })

  const list = () => ana.page.getByRole('main').getByRole('list', { name: 'Open' })

  test('are one line, which opens', async () => {
    await ana.page.goto(`${world.app.url}/desk`)
    await ana.see(list().getByRole('button', { name: /R1 3 tickets/ }))
    expect(await list().getByRole('link').count()).toBe(1)
    await ana.expectFits()
    await ana.tabTo(list().getByRole('button', { name: /R1 3 tickets/ }), 'j')
    await ana.press('Enter')
    await ana.see(list().getByText('Errors at checkout'))
    expect(await list().getByRole('link', { name: /^#/ }).count()).toBe(4)
    await ana.expectFits()
    await ana.press('Enter')
    await list().getByText('Errors at checkout').waitFor({ state: 'detached' })
  })

  test('are selected together, and acted on', async () => {
    await ana.press('x')
    await ana.see('3 tickets selected')
    await ana.press('Escape')
    await ana.press('c')
    await ana.see('Claimed 3 tickets')
    expect(ana.complaints).toEqual([])
  })
})
