import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { getTicket, setForm } from '@bellwether/contract/desk.ts'
import type { Browser } from 'playwright-core'
import type { World } from '../server/testing/start-world.ts'
import { sitDownAtTicket } from './at-a-ticket.ts'
import type { Keyboard } from './keyboard.ts'
import { openBrowser } from './open-browser.ts'

/* What an organisation writes down about its tickets besides what all have. */

const found = await openBrowser()
if ('reason' in found) process.stdout.write(`Skipped: fields of tickets, since no browser starts: ${found.reason}\n`)

describe.skipIf('reason' in found)('fields of tickets', () => {
  const browser = (found as { browser: Browser }).browser
  let world: World
  let ana: Keyboard
  beforeAll(async () => {
    ;({ world, ana } = await sitDownAtTicket(browser))
    await world.ana.call(setForm, { body: { isOpen: true } })
  }, 120_000)
  afterAll(async () => {
    await browser.close()
    await world.stop()
  })

  const button = (name: string) => ana.page.getByRole('button', { name, exact: true })
  const choose = async (label: string, option: string, key?: string): Promise<void> => {
    await ana.tabTo(ana.page.getByRole('combobox', { name: label, exact: true }), key)
    await ana.choose(option)
  }

  test('are made, one shown only where another has a value', async () => {
    const { page } = ana
    await page.goto(`${world.app.url}/settings/customer-fields`)
    await ana.see('No field of tickets yet')
    await ana.activate(button('Add a field of tickets'))
    await ana.seeDialog('Add a field of tickets')
    await ana.type('Product')
    await ana.tabTo(page.getByLabel('Key'))
    await ana.type('product')
    await ana.tabTo(page.getByLabel('Choices'))
    await ana.type('cdn')
    await ana.press('Enter')
    await ana.type('dns')
    await ana.press('Enter')
    await ana.tabTo(page.getByLabel('Show on the web form'))
    await ana.press(' ')
    await ana.tabTo(page.getByLabel('Required on the web form'))
    await ana.press(' ')
    await ana.expectFits()
    await ana.activate(button('Add the field'))
    await ana.see('Choice: cdn, dns')

    await ana.activate(button('Add a field of tickets'))
    await ana.seeDialog('Add a field of tickets')
    await ana.type('PoP')
    await ana.tabTo(page.getByLabel('Key'))
    await ana.type('pop')
    await choose('Type', 'Text')
    await choose('Show it only where', 'Product')
    await choose('Product is', 'cdn')
    await ana.tabTo(page.getByLabel('Show on the web form'))
    await ana.press(' ')
    await ana.activate(button('Add the field'))
    await ana.see('where Product is cdn; on the web form')
    await ana.expectFits()
  }, 60_000)

  test('are written on a ticket by one key, seen there, and taken back', async () => {
    const { page } = ana
    await page.goto(`${world.app.url}/tickets/1`)
    await ana.see(page.getByRole('heading', { name: 'Slow' }))
    await ana.press('i')
    await ana.seeDialog('Fields of #1')
    expect(await page.getByLabel('PoP').count()).toBe(0)
    await choose('Product', 'cdn')
    await ana.tabTo(page.getByLabel('PoP'))
    await ana.type('fra1')
    await ana.expectFits()
    await ana.press('Control+Enter')
    await ana.see(page.getByRole('term').filter({ hasText: 'PoP' }))
    await ana.see(page.getByRole('definition').filter({ hasText: 'fra1' }))
    await ana.expectFits()
    await ana.press('u')
    await page.getByRole('definition').filter({ hasText: 'fra1' }).waitFor({ state: 'detached' })
  }, 60_000)

  test('are asked for by the form, each where it is shown', async () => {
    const { page } = ana
    await page.goto(`${world.app.url}/ask`)
    await ana.tabTo(page.getByLabel('Your e-mail address'))
    await ana.type('vera@acme.test')
    await ana.tabTo(page.getByLabel('Subject'))
    await ana.type('By form')
    await ana.tabTo(page.getByLabel('What is it about?'))
    await ana.type('Slow again.')
    await ana.activate(button('Send'))
    await ana.see('This is needed.')
    await ana.expectFits()
    await choose('Product', 'cdn', 'Shift+Tab')
    await ana.see(page.getByLabel('PoP'))
    await ana.activate(button('Send'))
    await ana.see('Thank you')
    const { fields } = await world.ana.call(getTicket, { params: { id: '2' } })
    expect(Object.keys(fields)).toEqual(['product'])
  }, 60_000)

  test('are what a list is filtered by', async () => {
    const { page } = ana
    await page.goto(`${world.app.url}/desk`)
    await ana.see(page.getByRole('link', { name: /By form/ }))
    await ana.press('f')
    await ana.seeDialog('Filter')
    await ana.choose('Prod')
    await choose('Value', 'dns')
    await ana.expectFits()
    await ana.press('Control+Enter')
    await ana.see(page.getByRole('list', { name: 'Filters' }).getByText('Product is dns'))
    await ana.see('No ticket fits the filter')
    expect(ana.complaints).toEqual([])
  }, 60_000)
})
