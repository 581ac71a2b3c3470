import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { getCustomer, writeCustomerNote } from '@bellwether/contract/customers.ts'
import { createToken } from '@bellwether/contract/people.ts'
import type { Browser, Page } from 'playwright-core'
import { givenCustomer, givenTicket } from '../server/desk/desk.builders.ts'
import { startWorld, type World } from '../server/testing/start-world.ts'
import type { Keyboard } from './keyboard.ts'
import { openBrowser } from './open-browser.ts'
import { sitDownAsAna } from './sign-in.ts'

/* What is known of a customer: on their page, and beside each ticket of theirs. */

const found = await openBrowser()
if ('reason' in found) process.stdout.write(`Skipped: customers, since no browser starts: ${found.reason}\n`)

describe.skipIf('reason' in found)('a customer', () => {
  const browser = (found as { browser: Browser }).browser
  let world: World
  let ana: Keyboard
  let page: Page
  beforeAll(async () => {
    world = await startWorld({ evidence: true })
    ana = await sitDownAsAna(browser, world.app.url, { width: 1280, height: 800 })
    page = ana.page
  }, 120_000)
  afterAll(async () => {
    await browser.close()
    await world.stop()
  })

  const open = (path: string) => page.goto(`${world.app.url}${path}`)

  test('gets a domain, a second address and an account manager by keyboard', async () => {
    const { id } = await givenCustomer(world, 'acme')
    await open(`/customers/${id}`)
    await ana.see('No e-mail domain: only their contacts’ mail is known to be theirs.')
    await ana.activate(page.getByRole('button', { name: 'Edit' }))
    const dialog = page.getByRole('dialog', { name: 'Edit Acme' })
    await ana.see(dialog)
    await ana.tabTo(dialog.getByLabel('E-mail domains'))
    await ana.type('gmail.com')
    await ana.press('Enter')
    await ana.tabTo(dialog.getByLabel('Account manager'))
    await ana.type('ana')
    await ana.take('Ana <ana@staff.test>')
    await ana.tabTo(dialog.getByLabel('Contacts'))
    await ana.press('Control+A')
    await ana.type('Vera <vera@acme.test, v@home.test>')
    await ana.activate(dialog.getByRole('button', { name: 'Save the customer' }))
    await ana.see('gmail.com is a public mail provider: anybody may have an address there. Name its contacts instead.')
    await ana.expectAccessible()
    await ana.tabTo(dialog.getByLabel('E-mail domains'))
    await ana.press('Backspace')
    await ana.type('acme.test')
    await ana.press('Enter')
    await ana.activate(dialog.getByRole('button', { name: 'Save the customer' }))
    await ana.see('New tickets from any address at acme.test are theirs.')
    await ana.see('vera@acme.test, v@home.test')
    expect(await world.ana.call(getCustomer, { params: { id } })).toMatchObject({
      mailDomains: ['acme.test'],
      accountManager: { name: 'Ana' },
      contacts: [{ otherEmails: ['v@home.test'] }],
    })
    await ana.expectFits()
  }, 120_000)

  test('has fields of the organisation’s own, which an administrator adds', async () => {
    const { id } = await givenCustomer(world, 'fielded')
    await open('/settings/customer-fields')
    await ana.see(page.getByText('No field yet', { exact: true }))
    await ana.activate(page.getByRole('button', { name: 'Add a field', exact: true }))
    await ana.tabTo(page.getByRole('dialog').getByLabel('Name'))
    await ana.type('Contract ends')
    await ana.tabTo(page.getByLabel('Key'))
    await ana.type('contract-end')
    await ana.tabTo(page.getByLabel('Type'))
    await ana.take('Number')
    await ana.activate(page.getByRole('button', { name: 'Add the field' }))
    await ana.see(page.getByRole('cell', { name: 'Contract ends' }))
    await ana.expectFits()

    await open(`/customers/${id}`)
    await ana.activate(page.getByRole('button', { name: 'Edit' }))
    await ana.tabTo(page.getByLabel('Contract ends'))
    await ana.type('soon')
    await ana.activate(page.getByRole('button', { name: 'Save the customer' }))
    await ana.see('Write a number.')
    await ana.press('Control+A')
    await ana.type('2027')
    await ana.activate(page.getByRole('button', { name: 'Save the customer' }))
    await ana.see(page.getByRole('cell', { name: '2027' }))
    await ana.expectFits()
  }, 120_000)

  test('comes by an import that says first what it would change, and is undone as a whole', async () => {
    await givenCustomer(world, 'imported')
    await open('/customers')
    await ana.activate(page.getByRole('button', { name: 'Import from CSV' }))
    await ana.tabTo(page.getByLabel('Or paste it'))
    const csv =
      'key,name,plan,sites,account manager\nimported,Imported,premium,,\nadded,Added,,,\nno,No,,,cy@staff.test\n'
    await page.keyboard.insertText(csv)
    await ana.activate(page.getByRole('button', { name: 'See what is in it' }))
    await ana.see('1 would be added, 1 changed, 1 refused;')
    for (const words of ['Plan: pro → premium', 'Nobody on staff has the address cy@staff.test.'])
      await ana.see(page.getByRole('cell', { name: words }))
    await ana.expectFits()
    await ana.activate(page.getByRole('button', { name: 'Import 2 customers' }))
    await ana.see('Imported: 1 added, 1 changed.')
    await ana.activate(page.getByRole('button', { name: 'Done' }))
    await ana.see(page.getByRole('link', { name: 'Added' }))
    await page.getByRole('dialog').waitFor({ state: 'detached' })

    await ana.activate(page.getByRole('button', { name: 'Import from CSV' }))
    await ana.see('1 added, 1 changed')
    await ana.expectFits()
    await ana.activate(page.getByRole('button', { name: /^Undo the import by Ana/ }))
    await ana.activate(page.getByRole('button', { name: 'Undo the import', exact: true }))
    await ana.see('Undone: 2 as before, 0 left.')
    await ana.expectFits()
    expect(await page.getByRole('link', { name: 'Added', includeHidden: true }).count()).toBe(0)
  }, 120_000)

  test('takes in another one with its tickets and its key, and gives it back', async () => {
    const [live, gone] = [await givenCustomer(world, 'merged-live'), await givenCustomer(world, 'merged-gone')]
    const ticket = await givenTicket(world, { from: 'vera@merged-gone.test', subject: 'Goes along' })
    await open(`/customers/${live.id}`)
    await ana.activate(page.getByRole('button', { name: 'Merge…' }))
    await ana.tabTo(page.getByLabel('The other customer'))
    await ana.type('merged-gone')
    await ana.take('Merged-gone (merged-gone)')
    await ana.expectAccessible()
    await ana.activate(page.getByRole('button', { name: 'Merge the customers' }))
    await ana.see('Events with the keys merged-live, merged-gone are theirs.')
    await ana.see(page.getByRole('link', { name: 'Goes along' }))
    await ana.see('merged-live or merged-gone')
    await ana.expectFits()
    await ana.activate(page.getByRole('button', { name: 'Merge Vera <vera@merged-gone.test> into another contact' }))
    await ana.tabTo(page.getByLabel('The same person as'))
    await ana.take('vera@merged-live.test')
    await ana.activate(page.getByRole('button', { name: 'Merge the contacts' }))
    await ana.see('vera@merged-live.test, vera@merged-gone.test')

    for (const name of ['Vera', 'Merged-gone']) {
      await ana.activate(page.getByRole('button', { name: `Undo the merge of ${name}` }))
      await ana.activate(page.getByRole('button', { name: 'Undo the merge', exact: true }))
      await page.getByRole('button', { name: `Undo the merge of ${name}` }).waitFor({ state: 'detached' })
    }
    await world.settle()
    await open(`/customers/${gone.id}`)
    await ana.see(page.getByRole('link', { name: ticket.subject }))
  }, 120_000)

  test('says at a glance what waits and what failed, and what happened to them, the newest first', async () => {
    const { id } = await givenCustomer(world, 'alive')
    const tokenBody = { name: 'exporter', permissions: ['evidence.write' as const] }
    const { token } = await world.ana.call(createToken, { body: tokenBody })
    const failing = (at: string) =>
      JSON.stringify({ timestamp: at, 'customer.id': 'alive', 'service.name': 'proxy', 'error.message': 'it broke' })
    const now = world.clock.now().getTime()
    const hoursAgo = (hours: number) => new Date(now - hours * 3_600_000).toISOString()
    // Two today, one yesterday before this time, one yesterday after it, and one before all that is compared.
    const lines = [hoursAgo(1), hoursAgo(2), hoursAgo(25), hoursAgo(20), hoursAgo(60)].map(failing)
    await fetch(`${world.app.url}/api/evidence/events`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' },
      body: lines.join('\n'),
    })
    await world.forward({ seconds: 30 })
    await givenTicket(world, { from: 'vera@alive.test', subject: 'It broke' })
    await open(`/customers/${id}`)
    const glance = page.getByRole('definition')
    await ana.see(glance.filter({ hasText: '1 waiting on support' }))
    await ana.see(glance.filter({ hasText: '1 yesterday until this time' }).filter({ hasText: '2' }))
    await ana.see(glance.filter({ hasText: 'None open' }))
    const line = page.getByRole('list', { name: 'Life line' }).getByRole('listitem')
    await ana.see(line.first().getByRole('link', { name: '#' }))
    expect(await line.allInnerTexts()).toMatchObject([
      expect.stringContaining('It broke'),
      expect.stringContaining('added the customer, plan pro'),
    ])
    await ana.expectFits()
  }, 120_000)

  test('has notes, of which the newest stands on each of their tickets beside what is not proven', async () => {
    const { id } = await givenCustomer(world, 'noted', { mailDomains: ['noted.test'] })
    await world.ana.call(writeCustomerNote, { params: { id }, body: { text: 'Their contract ends in May.' } })
    world.clock.advance(1000)
    await open(`/customers/${id}`)
    await ana.see('Their contract ends in May.')
    await ana.tabTo(page.getByLabel('New note'))
    await ana.type('Call before you deploy.')
    await ana.activate(page.getByRole('button', { name: 'Add the note' }))
    await ana.see(page.getByRole('listitem').filter({ hasText: 'Call before you deploy.' }))
    await ana.expectFits()
    const ticket = await givenTicket(world, { from: 'uwe@noted.test', subject: 'Is it slow?' })
    await open(`/tickets/${ticket.number}`)
    await ana.see('uwe@noted.test is no contact of theirs: compare before you trust it.')
    await ana.see('Note of Ana: Call before you deploy.')
    await ana.expectFits()

    await open(`/customers/${id}`)
    await ana.activate(page.getByRole('button', { name: 'Remove the note of Ana' }))
    await ana.activate(page.getByRole('button', { name: 'Remove the note', exact: true }))
    await page.getByText('Call before you deploy.', { exact: true }).waitFor({ state: 'detached' })
    await ana.see('Their contract ends in May.')
    expect(ana.complaints).toEqual([])
  }, 120_000)

  test('is found for somebody who is nobody’s contact, beside their ticket', async () => {
    const { id } = await givenCustomer(world, 'found')
    const ticket = await givenTicket(world, { from: 'sam@found.test', subject: 'Who am I?' })
    await open(`/tickets/${ticket.number}`)
    await ana.see('sam@found.test is nobody’s contact yet.')
    await ana.expectFits()
    await page.setViewportSize({ width: 1280, height: 800 })
    await ana.activate(page.getByRole('button', { name: 'Add to Found' }))
    await ana.see(page.getByRole('heading', { name: 'Evidence of Found' }))
    const { contacts } = await world.ana.call(getCustomer, { params: { id } })
    expect(contacts.map(({ email }) => email).toSorted()).toEqual(['sam@found.test', 'vera@found.test'])
    expect(ana.complaints).toEqual([])
  }, 120_000)
})
