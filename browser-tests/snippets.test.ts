import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addSnippet } from '@bellwether/contract/desk.ts'
import type { Browser } from 'playwright-core'
import { givenTicket } from '../server/desk/desk.builders.ts'
import { letter } from '../server/testing/letter.ts'
import type { World } from '../server/testing/start-world.ts'
import { sitDownAtTicket } from './at-a-ticket.ts'
import type { Keyboard } from './keyboard.ts'
import { openBrowser } from './open-browser.ts'

/* What is written again and again is kept, and inserted by a key with what is known of the ticket. */

const found = await openBrowser()
if ('reason' in found) process.stdout.write(`Skipped: snippets, since no browser starts: ${found.reason}\n`)

describe.skipIf('reason' in found)('a snippet', () => {
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

  test('is made in the settings', async () => {
    const { page } = ana
    await page.goto(`${world.app.url}/settings/snippets`)
    await ana.see('No snippets yet')
    await ana.activate(page.getByRole('button', { name: 'New snippet' }))
    await ana.seeDialog('New snippet')
    await ana.type('Purge')
    await ana.press('Tab')
    await ana.type('Hello {first name}, run `purge {site}` now.')
    await ana.expectFits()
    await ana.press('Control+Enter')
    await ana.see(page.getByRole('table').getByText('Hello {first name}'))
    await ana.expectFits()
  })

  test('is offered behind a semicolon, and inserted with what is known', async () => {
    const { page } = ana
    await world.ana.call(addSnippet, { body: { name: 'Promise', text: 'We look into it.', isForEverybody: true } })
    await page.goto(`${world.app.url}/tickets/1`)
    await ana.see(page.getByRole('heading', { name: 'Slow' }))
    await ana.press('r')
    await ana.type(';')
    await ana.see(page.getByRole('listbox', { name: 'Snippets' }))
    await ana.expectFits()
    await ana.type('pu')
    await ana.press('Enter')
    const field = page.getByRole('textbox', { name: 'Reply to the customer' })
    await expect.poll(() => field.inputValue()).toBe('Hello Vera, run `purge www.acme.test` now.')
    // Where it is put away, or nothing of a name is written, it is a semicolon.
    await ana.type(' ;pro')
    await ana.see(page.getByRole('option', { name: 'Promise' }))
    await ana.press('Escape')
    await page.getByRole('listbox').waitFor({ state: 'detached' })
    await ana.type(' ;')
    await ana.press('Enter')
    expect(await field.inputValue()).toBe('Hello Vera, run `purge www.acme.test` now. ;pro ;\n')
    expect(ana.complaints).toEqual([])
  })

  test('what is not known is gone through with Tab, and not sent by mistake', async () => {
    const { page } = ana
    const { number } = await givenTicket(world, { from: 'sven@elsewhere.test', subject: 'A stranger' })
    await page.goto(`${world.app.url}/tickets/${number}`)
    await ana.see(page.getByRole('heading', { name: 'A stranger' }))
    await ana.press('r')
    await ana.type(';purge')
    await ana.see(page.getByRole('option', { name: 'Purge' }))
    await ana.press('Enter')
    const field = page.getByRole('textbox', { name: 'Reply to the customer' })
    await expect.poll(() => field.inputValue()).toBe('Hello {first name}, run `purge {site}` now.')
    await ana.type('Sven')
    await ana.press('Control+Enter')
    await ana.see(page.getByText('{site} is not filled in.'))
    await ana.expectFits()
    await field.focus()
    await field.evaluate('(element) => element.setSelectionRange(0, 0)')
    await ana.press('Tab')
    await ana.type('www.elsewhere.test')
    await ana.press('Control+Enter')
    await ana.see(page.getByText('Hello Sven, run', { exact: false }))
    await expect.poll(() => field.inputValue()).toBe('')
  })

  test('what is meant to stay is asked for once, also where the customer wrote meanwhile', async () => {
    const { page } = ana
    const from = 'olga@elsewhere.test'
    const headers = { 'Message-ID': '<other@elsewhere.test>' }
    const { number } = await givenTicket(world, { from, subject: 'Another stranger', headers })
    await page.goto(`${world.app.url}/tickets/${number}`)
    await ana.see(page.getByRole('heading', { name: 'Another stranger' }))
    await ana.press('r')
    await ana.type('Write {site} into it, braces and all.')
    const { raw, envelope } = letter({
      from,
      text: 'Are you there?',
      headers: { References: headers['Message-ID'] },
    })
    await world.deliver(raw, envelope)
    await world.settle()
    await ana.see(page.getByText('Are you there?', { exact: true }))
    await ana.press('Control+Enter')
    await ana.activate(page.getByRole('button', { name: 'Send as it is' }))
    await ana.activate(page.getByRole('button', { name: 'Send anyway' }))
    const field = page.getByRole('textbox', { name: 'Reply to the customer' })
    await expect.poll(() => field.inputValue()).toBe('')
    await ana.see(page.getByText(/reply goes out in \d+ s/))
  })

  test('is offered by a button, in a note as well', async () => {
    const { page } = ana
    await page.goto(`${world.app.url}/tickets/1`)
    await ana.see(page.getByRole('heading', { name: 'Slow' }))
    await ana.press('n')
    await ana.activate(page.getByRole('button', { name: 'Insert a snippet' }))
    await ana.see(page.getByRole('menuitem', { name: /Promise/ }))
    const focused = `document.activeElement.getAttribute('aria-label')`
    await expect.poll(() => page.evaluate(focused)).toBe('Find a snippet')
    await ana.type('prom')
    await page.getByRole('menuitem', { name: /Purge/ }).waitFor({ state: 'detached' })
    await ana.press('ArrowDown', 'Enter')
    await expect.poll(() => page.getByRole('textbox', { name: 'Internal note' }).inputValue()).toBe('We look into it.')
  })
})
