import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { getTicket, handOffTicket } from '@bellwether/contract/desk.ts'
import type { Browser } from 'playwright-core'
import { givenCustomer, givenTicket } from '../server/desk/desk.builders.ts'
import { startWorld, type World } from '../server/testing/start-world.ts'
import type { Keyboard } from './keyboard.ts'
import { openBrowser } from './open-browser.ts'
import { sitDownAsAna } from './sign-in.ts'

/* A queue is put in order without a mouse: selected, given, tagged, snoozed, resolved, and taken back. */

const found = await openBrowser()
if ('reason' in found) process.stdout.write(`Skipped: the sorting, since no browser starts: ${found.reason}\n`)

describe.skipIf('reason' in found)('the queue by keyboard', () => {
  const browser = (found as { browser: Browser }).browser
  let world: World
  let ana: Keyboard
  const subjects = ['First', 'Second', 'Third', 'Fourth', 'Fifth']
  const ids: string[] = []
  beforeAll(async () => {
    world = await startWorld()
    await givenCustomer(world, 'acme')
    await world.person('Ben', { teams: ['support'] })
    for (const subject of subjects) {
      ids.push((await givenTicket(world, { from: 'vera@acme.test', subject })).id)
      await world.forward({ seconds: 1 })
    }
    ana = await sitDownAsAna(browser, world.app.url, { width: 1280, height: 900 })
  }, 120_000)
  afterAll(async () => {
    await browser.close()
    await world.stop()
  })

  const row = (subject: string) => ana.page.getByRole('link', { name: new RegExp(`${subject}.* Why`) })
  const ticket = (index: number) => world.ana.call(getTicket, { params: { id: ids[index] ?? '' } })

  test('a list is put in another order, by a link', async () => {
    const { page } = ana
    await page.goto(`${world.app.url}/desk`)
    await ana.see(row('Fifth'))
    await ana.tabTo(page.getByRole('combobox', { name: 'Order' }))
    // A list of the browser's own.
    await ana.type('Latest opened')
    await ana.press('Enter')
    await page.waitForURL('**order=opened**')
    const first = () => page.locator('li[aria-posinset="1"]').innerText()
    await expect.poll(first).toContain('Fifth')
    // The same by the head of a column: once more the other way, and then as it was.
    const head = page.getByRole('button', { name: 'Sort by number' })
    await ana.activate(head)
    await page.waitForURL('**order=oldest**')
    await expect.poll(first).toContain('First')
    await ana.activate(head)
    await expect.poll(() => page.url()).not.toContain('order=')
    await ana.expectFits()
    await ana.page.setViewportSize({ width: 1280, height: 900 })
  })

  test('who comes back from a ticket is in the list it was opened from, on its row', async () => {
    const { page } = ana
    await page.goto(`${world.app.url}/desk?view=all&order=opened`)
    await ana.see(row('Fifth'))
    await ana.press('j', 'j', 'j', 'Enter')
    await ana.see(page.getByRole('heading', { name: 'Third' }))
    await ana.press('Escape')
    await page.waitForURL('**view=all**order=opened**')
    await ana.see(row('Third'))
    await ana.press('j')
    expect(await page.evaluate('document.activeElement.textContent')).toContain('Third')
    await ana.press('Enter')
    await ana.see(page.getByRole('heading', { name: 'Third' }))
    await ana.activate(page.getByRole('link', { name: 'Queue', exact: true }))
    await page.waitForURL('**view=all**order=opened**')
  })

  test('what is begun and not sent is told on every screen, and opens where it was left', async () => {
    const { page } = ana
    await page.goto(`${world.app.url}/desk`)
    await ana.see(row('Fifth'))
    await ana.press('j', 'r')
    const note = page.getByRole('textbox', { name: 'Internal note' })
    await expect
      .poll(() => page.evaluate(`document.activeElement.getAttribute('aria-label')`))
      .toBe('Reply to the customer')
    await ana.press('Escape', 'n')
    await ana.see(note)
    await ana.type('Ask Ben about it.')
    await ana.see(page.getByRole('link', { name: 'Drafts 1 drafts' }))
    await ana.press('Escape', 'Escape')
    await ana.see(page.getByTitle('You have begun to write here'))
    await ana.press('g', 'd')
    await ana.see(page.getByRole('heading', { name: 'Drafts' }))
    await ana.expectAccessible()
    await ana.expectFits()
    await page.setViewportSize({ width: 1280, height: 900 })
    await ana.press('j', 'Enter')
    await expect.poll(() => note.inputValue()).toBe('Ask Ben about it.')
    await ana.press('Escape', 'Escape', 'g', 'd')
    await ana.activate(page.getByRole('button', { name: 'Throw away' }))
    await ana.see(page.getByRole('dialog', { name: 'Throw away the draft on' }))
    await ana.activate(page.getByRole('dialog').getByRole('button', { name: 'Throw away' }))
    await ana.see(page.getByRole('link', { name: 'Drafts', exact: true }))
    await ana.see('Nothing waits to be sent')
  })

  test('several are selected and given to somebody; one key takes it back', async () => {
    const { page } = ana
    await page.goto(`${world.app.url}/desk`)
    await ana.see(row('Fifth'))
    await ana.press('j', 'x', 'j', 'j', 'X')
    await ana.see(page.getByText('3 tickets selected'))
    await ana.press('a')
    await ana.seeDialog('Give 3 tickets to')
    await ana.choose('Ben')
    await ana.press('Control+Enter')
    await ana.see(page.getByText('Gave 3 tickets to Ben'))
    await expect.poll(async () => (await ticket(2)).owner?.name).toBe('Ben')
    // Whoever wants it done again presses something else.
    await page.keyboard.press('Control+Shift+z')
    await ana.press('u')
    await ana.see(page.getByText('Undone: Gave 3 tickets to Ben'))
    await expect.poll(async () => (await ticket(2)).owner).toBeNull()
    // What is selected stays so, for the next act.
    await ana.see(row('Fifth').getByText('nobody'))
    expect(await page.getByText('3 tickets selected').count()).toBe(1)
  })

  test('several are answered in one, and taken back by one key', async () => {
    const { page } = ana
    await page.goto(`${world.app.url}/desk`)
    await ana.see(row('Fifth'))
    await ana.press('j', 'x', 'j', 'x', 'r')
    await ana.seeDialog('Answer 2 tickets')
    await ana.expectAccessible()
    await ana.type('It is mended, see #{number}. {my nam}')
    await ana.press('Control+Enter')
    await ana.see('{my nam} is nothing that can be filled in.')
    await ana.press('Backspace', 'Backspace')
    await ana.type('me}')
    await ana.press('Control+Enter')
    await ana.see(page.getByText('Answered 2 tickets: it goes out in a minute'))
    await ana.see(page.getByTitle('The reply of Ana').first())
    await ana.press('Escape', 'u')
    await ana.see(page.getByText('Undone: Answered 2 tickets'))
    await world.forward({ minutes: 2 })
    expect(world.mailbox.to('vera@acme.test').filter(({ text }) => text?.includes('It is mended'))).toEqual([])
  })

  test('what was said on one is seen beside the list, and on the next one by the same key as ever', async () => {
    const { page } = ana
    await page.reload()
    await ana.see(row('Fifth'))
    await ana.press('j', 'Space')
    await ana.see(page.getByRole('complementary', { name: 'Preview of #1' }).getByText('Why?'))
    await ana.press('j')
    await ana.see(page.getByRole('complementary', { name: 'Preview of #2' }).getByText('Why?'))
    await ana.press('Space')
    await page.getByRole('complementary', { name: /^Preview/ }).waitFor({ state: 'detached' })
    await ana.press('Space')
    await ana.see(page.getByRole('complementary', { name: 'Preview of #2' }).getByText('Why?'))
    await ana.expectFits()
    await page.setViewportSize({ width: 1280, height: 900 })
  })

  test('one gets a tag, by which it is searched', async () => {
    const { page } = ana
    await page.reload()
    await ana.see(row('Fifth'))
    await ana.press('j', 't')
    await ana.seeDialog(/^Tags of #/)
    await ana.type('Slow fonts')
    await ana.press('Control+Enter')
    await ana.see(page.getByText('Added slow-fonts to #1'))
    await ana.see(row('First').getByText('slow-fonts'))
    await world.forward({ seconds: 2 })
    await page.goto(`${world.app.url}/search?q=tag%3Aslow-fonts`)
    await ana.see(page.getByRole('list', { name: 'Found' }).getByText('First'))
    await page.goto(`${world.app.url}/desk`)
  })

  test('one is snoozed, and the next has the focus', async () => {
    const { page } = ana
    await page.reload()
    await ana.see(row('Fifth'))
    await ana.press('j', 'z')
    await ana.seeDialog(/^Snooze #/)
    await ana.press('Enter')
    await ana.see(page.getByText(/^Snoozed #1 until/))
    await row('First').waitFor({ state: 'detached' })
    await expect.poll(() => page.evaluate('document.activeElement.textContent')).toContain('Second')
    await page.goto(`${world.app.url}/desk?view=snoozed`)
    await ana.see(row('First').getByText(/snoozed until/))
    await ana.press('j', 'Enter')
    await ana.see(page.getByRole('button', { name: 'Bring back' }))
    await ana.expectFits()
  })

  test('all that a list holds are resolved, and the notice names what refused', async () => {
    const { page } = ana
    const question = { toTeam: await world.team('network'), question: 'Is it yours?' }
    await world.ana.call(handOffTicket, { params: { id: ids[1] ?? '' }, body: question })
    await page.goto(`${world.app.url}/desk`)
    await ana.see(row('Fifth'))
    await ana.press('j')
    await page.keyboard.press('Control+a')
    await ana.see(page.getByText('4 tickets selected'))
    await ana.expectFits()
    await ana.press('e')
    await ana.seeDialog('Resolve 4 tickets')
    await ana.press('Enter')
    await ana.see(page.getByText('Resolved 3 tickets; 1 refused'))
    await ana.see(page.getByRole('alert').getByText('#2'))
    await expect.poll(async () => (await ticket(4)).state).toBe('resolved')
    await page.keyboard.press('Control+z')
    await expect.poll(async () => (await ticket(4)).state).toBe('open')
    await ana.see(row('Fifth'))
  })

  test('a list is filtered, and what it asks is kept as a view in the side bar', async () => {
    const { page } = ana
    await page.goto(`${world.app.url}/desk`)
    await ana.see(row('Fifth'))
    await ana.press('f')
    const dialog = page.getByRole('dialog', { name: 'Filter' })
    await ana.tabTo(dialog.getByLabel('Field'))
    await ana.choose('Subject')
    await ana.tabTo(dialog.getByRole('textbox', { name: 'Value' }))
    await ana.type('ifth')
    await ana.press('Enter')
    await ana.see(page.getByRole('list', { name: 'Filters' }).getByText('Subject contains ifth'))
    await row('Fourth').waitFor({ state: 'detached' })
    await ana.see(row('Fifth'))
    await ana.activate(page.getByRole('button', { name: 'Keep as view…' }))
    const keep = page.getByRole('dialog', { name: 'New view' })
    await ana.tabTo(keep.getByLabel('Name'))
    await ana.type('The fifth')
    await ana.tabTo(keep.getByLabel('Columns'))
    await ana.type('Opened')
    await ana.take(/^Opened$/)
    await ana.press('Escape')
    await ana.expectFits()
    await ana.press('Control+Enter')
    await ana.see(page.getByRole('heading', { name: 'The fifth' }))
    await page.setViewportSize({ width: 1280, height: 900 })
    await ana.see(page.getByText('Opened', { exact: true }))
    await ana.expectFits()
    await page.setViewportSize({ width: 1280, height: 900 })
    const kept = page.getByRole('complementary', { name: 'Menu' }).getByRole('link', { name: /The fifth/ })
    await ana.see(kept.getByText('1'))
    await page.goto(`${world.app.url}/views`)
    await ana.see(page.getByText('Subject contains ifth'))
    await ana.expectFits()
    await page.setViewportSize({ width: 1280, height: 900 })
    await ana.activate(page.getByRole('button', { name: 'Delete…' }))
    await ana.activate(page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }))
    await ana.see(page.getByText('No views yet'))
  })
})
