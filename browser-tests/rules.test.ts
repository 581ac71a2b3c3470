import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { getTicket } from '@bellwether/contract/desk.ts'
import type { Browser } from 'playwright-core'
import { givenTicket } from '../server/desk/desk.builders.ts'
import type { World } from '../server/testing/start-world.ts'
import { sitDownAtTicket } from './at-a-ticket.ts'
import type { Keyboard } from './keyboard.ts'
import { openBrowser } from './open-browser.ts'

/* What is always done by hand is done by itself: a rule is made, tried on the past, followed, and switched off. */

const found = await openBrowser()
if ('reason' in found) process.stdout.write(`Skipped: rules, since no browser starts: ${found.reason}\n`)

describe.skipIf('reason' in found)('a rule', () => {
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

  test('is made and tried on the tickets that there are', async () => {
    const { page } = ana
    await page.goto(`${world.app.url}/settings/rules`)
    await ana.see('No rules yet')
    await ana.activate(page.getByRole('button', { name: 'New rule' }))
    await ana.seeDialog('New rule')
    await ana.type('Slowness')
    await ana.activate(page.getByRole('button', { name: 'Add a condition' }).first())
    await ana.tabTo(page.getByRole('combobox', { name: 'Field' }), 'Shift+Tab')
    await ana.choose('Subject')
    await ana.tabTo(page.getByRole('textbox', { name: 'Value' }))
    await ana.type('slow')
    await ana.tabTo(page.getByRole('combobox', { name: 'Tags' }))
    await ana.type('speed,')
    await ana.expectFits()
    await ana.activate(page.getByRole('button', { name: 'Try it on the last 30 days' }))
    await ana.see(page.getByText(/It would have applied to 1 of 1 ticket/))
    await ana.see(page.getByRole('link', { name: '#1 Slow' }))
    await ana.press('Control+Enter')
    await ana.see(page.getByRole('list', { name: 'Rules' }).getByText('Slowness'))
    await ana.see(page.getByText(/A ticket comes and Subject contains slow: add speed\./))
    await ana.expectFits()
  })

  test('is followed, and a ticket says so', async () => {
    const { page } = ana
    const { number, tags } = await givenTicket(world, { from: 'vera@acme.test', subject: 'Slow again' })
    expect(tags).toEqual(['speed'])
    await page.goto(`${world.app.url}/tickets/${number}`)
    await ana.see(page.getByText('did this by the rule “Slowness”'))
    await ana.see(page.getByText('added the tag speed'))
  })

  test('is switched off', async () => {
    const { page } = ana
    await page.goto(`${world.app.url}/settings/rules`)
    await ana.see('Followed 1 time in the last 30 days.')
    await ana.tabTo(page.getByRole('switch', { name: 'Slowness is on' }))
    await ana.press(' ')
    await ana.see('Off. Followed 1 time in the last 30 days.')
    const { id } = await givenTicket(world, { from: 'vera@acme.test', subject: 'Slow once more' })
    expect((await world.ana.call(getTicket, { params: { id } })).tags).toEqual([])
    expect(ana.complaints).toEqual([])
  })
})
