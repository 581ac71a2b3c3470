import { afterAll, beforeAll, describe, expect } from 'vitest'
import { setForm } from '@bellwether/contract/desk.ts'
import type { Browser, Page } from 'playwright-core'
import { givenCustomer } from '../server/desk/desk.builders.ts'
import { startWorld, type World } from '../server/testing/start-world.ts'
import { type Keyboard, keyboardOf } from './keyboard.ts'
import { openBrowser } from './open-browser.ts'
import { sitDownAsAna } from './sign-in.ts'
import { stagesOf } from './stages.ts'

/* Somebody calls, and somebody asks by the form on the web: both are tickets. */

const found = await openBrowser()
if ('reason' in found) process.stdout.write(`Skipped: new tickets, since no browser starts: ${found.reason}\n`)

describe.skipIf('reason' in found)('a ticket that does not come by mail', () => {
  const browser = (found as { browser: Browser }).browser
  const stage = stagesOf()
  let world: World
  let ana: Keyboard
  let max: Keyboard
  let maxPage: Page
  beforeAll(async () => {
    world = await startWorld()
    const contacts = [
      { name: 'Vera', email: 'vera@acme.test' },
      { name: 'Max', email: 'max@acme.test' },
    ]
    await givenCustomer(world, 'acme', { contacts })
    ana = await sitDownAsAna(browser, world.app.url, { width: 1280, height: 800 })
    maxPage = await (await browser.newContext({ viewport: { width: 390, height: 844 } })).newPage()
    max = keyboardOf(maxPage)
  }, 120_000)
  afterAll(async () => {
    await browser.close()
    await world.stop()
  })

  stage('who calls is found by their customer, and keeps what was said', async () => {
    await ana.page.goto(`${world.app.url}/desk`)
    await ana.see('New ticket')
    await ana.press('n')
    const address = ana.page.getByRole('combobox', { name: 'Their address' })
    await ana.tabTo(address)
    await ana.type('acme')
    await ana.take('Vera')
    await expect.poll(() => address.inputValue()).toBe('vera@acme.test')
    expect(await ana.page.getByLabel('Their name').inputValue()).toBe('Vera')
    await ana.expectFits()
    await ana.page.setViewportSize({ width: 1280, height: 800 })
    await ana.tabTo(ana.page.getByLabel('Subject'))
    await ana.type('The site is down')
    await ana.tabTo(ana.page.getByLabel('What they said'))
    await ana.type('Since noon, in Frankfurt.')
    await ana.activate(ana.page.getByRole('button', { name: 'Open the ticket' }))
    await ana.see('Since noon, in Frankfurt.')
    await ana.see(ana.page.getByRole('heading', { name: /The site is down/ }))
  })

  stage('what we write first is written on its ticket, with all that a reply has', async () => {
    const { page } = ana
    await page.goto(`${world.app.url}/desk`)
    await ana.see('New ticket')
    await ana.press('n')
    await ana.seeDialog('New ticket')
    await page.getByRole('combobox', { name: 'How' }).click()
    await page.getByRole('option', { name: 'We write to them first' }).click()
    await page.getByRole('combobox', { name: 'Their address' }).fill('vera@acme.test')
    await page.getByLabel('Subject').fill('Your certificate')
    await ana.press('ControlOrMeta+Enter')
    await ana.see(page.getByRole('heading', { name: /Your certificate/ }))
    await expect
      .poll(() => page.evaluate(`document.activeElement.getAttribute('aria-label')`))
      .toBe('Reply to the customer')
    await ana.type('It ends on **Monday**.')
    await ana.see(page.getByRole('button', { name: 'Add files' }))
    await ana.press('ControlOrMeta+Enter')
    await ana.see(page.getByText('Undo'))
    await world.forward({ seconds: 11 })
    expect(world.mailbox.to('vera@acme.test').at(-1)?.subject).toBe('Your certificate [#2]')
  })

  stage('what is for ourselves is never offered as what a customer reads', async () => {
    const { page } = ana
    await page.goto(`${world.app.url}/desk`)
    await ana.see('New ticket')
    await ana.press('n')
    await ana.seeDialog('New ticket')
    const way = page.getByRole('combobox', { name: 'How' })
    const choose = async (name: string): Promise<void> => {
      await way.click()
      await page.getByRole('option', { name }).click()
    }
    await choose('For ourselves: no customer asked')
    await page.getByLabel('What is to be done').fill('They pay late again.')
    await choose('We write to them first')
    expect(await page.getByRole('dialog').getByText('They pay late again.').count()).toBe(0)
    await ana.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await ana.press('n')
    await ana.seeDialog('New ticket')
    await choose('For ourselves: no customer asked')
    await expect.poll(() => page.getByLabel('What is to be done').inputValue()).toBe('They pay late again.')
    await page.getByLabel('What is to be done').fill('')
    await page.goto(`${world.app.url}/tickets/1`)
    await ana.see(page.getByRole('heading', { name: /The site is down/ }))
  })

  stage('it was for a colleague of theirs, who becomes the requester', async () => {
    await ana.press('ControlOrMeta+k')
    // What is typed before the palette is there is in it, and no command of the ticket.
    await ana.type('Change the requester')
    const entry = ana.page.getByRole('dialog', { name: 'Find or do anything' }).getByRole('button')
    const said = 'Everything said with “Change the requester”'
    await expect.poll(() => entry.allTextContents()).toEqual(['Change the requester', said])
    await ana.press('Enter')
    await ana.see('Requester of #1')
    await ana.tabTo(ana.page.getByRole('combobox', { name: 'Address' }))
    await ana.type('max@')
    await ana.take('Max')
    await ana.activate(ana.page.getByRole('button', { name: 'Change the requester' }))
    await ana.see('max@acme.test')
    expect(ana.complaints).toEqual([])
  })

  stage('a stranger asks by the form, on a phone', async () => {
    await maxPage.goto(`${world.app.url}/ask`)
    await max.see('This form is shut.')
    await world.ana.call(setForm, { body: { isOpen: true } })
    await maxPage.reload()
    await max.see('Ask Northwind')
    await max.tabTo(maxPage.getByLabel('Your e-mail address'))
    await max.type('zoe@else.test')
    await max.tabTo(maxPage.getByLabel('Subject'))
    await max.type('Do you do DNS?')
    await max.tabTo(maxPage.getByLabel('What is it about?'))
    await max.type('We need an anycast zone.')
    await max.expectFits()
    await max.activate(maxPage.getByRole('button', { name: 'Send' }))
    await max.see('Thank you: your question has number 3.')
    expect(max.complaints).toEqual([])
    await ana.page.goto(`${world.app.url}/tickets/3`)
    await ana.see('wrote on the web')
  })
})
