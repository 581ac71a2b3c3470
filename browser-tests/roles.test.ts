import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Browser, Locator, Page } from 'playwright-core'
import { builtInRoles, Permission } from '@bellwether/contract/permissions.ts'
import { startWorld, type World } from '../server/testing/start-world.ts'
import type { Keyboard } from './keyboard.ts'
import { openBrowser } from './open-browser.ts'
import { sitDownAsAna } from './sign-in.ts'

const all = Permission.options.length

const found = await openBrowser()
if ('reason' in found) process.stdout.write(`Skipped: roles by keyboard, since no browser starts: ${found.reason}\n`)

const wide = { width: 1280, height: 800 }

describe.skipIf('reason' in found)('roles by keyboard', () => {
  const browser = (found as { browser: Browser }).browser
  let world: World
  let ana: Keyboard
  let page: Page
  beforeAll(async () => {
    world = await startWorld()
    await world.person('Bo')
    ana = await sitDownAsAna(browser, world.app.url, wide)
    page = ana.page
  }, 120_000)
  afterAll(async () => {
    await browser.close()
    await world.stop()
  })

  const open = (section: string) => page.goto(`${world.app.url}/settings/${section}`)
  const button = (name: string): Locator => page.getByRole('button', { name, exact: true })
  const row = (table: string, name: RegExp): Locator =>
    page.getByRole('group', { name: table, exact: true }).getByRole('row', { name })

  test('the built-in roles are marked, and what they allow is read in words', async () => {
    await open('people')
    const staff = row('Roles', /^Staff/)
    await ana.see(staff.getByText('built-in'))
    await ana.activate(staff.getByText(`${builtInRoles.staff.permissions.length} of ${all} rights`))
    await ana.see(staff.getByText('Read tickets, messages and notes'))
    expect(await staff.getByText('See all mail that goes out').count()).toBe(0)
    expect(await staff.getByRole('button').count()).toBe(0)
    await ana.expectFits()
  }, 60_000)

  test('one is made, changed and given to somebody beside another', async () => {
    await open('people')
    await ana.activate(button('Add a role'))
    const dialog = page.getByRole('dialog', { name: 'Add a role' })
    await ana.tabTo(dialog.getByLabel('Name'))
    await ana.type('Mail desk')
    await ana.activate(button('Add the role'))
    await ana.see(dialog.getByText('Choose at least one right.'))
    await ana.tabTo(dialog.getByLabel('See all mail that goes out'))
    await ana.press('Space')
    await ana.expectFits()
    await ana.activate(button('Add the role'))
    await ana.see(row('Roles', /^Mail desk/).getByText(`1 of ${all} rights`))
    await ana.see(row('Roles', /^Mail desk/).getByText('nobody', { exact: true }))

    await ana.activate(button('Change the role Mail desk'))
    await ana.tabTo(page.getByRole('dialog').getByLabel('Recover held mail, or set it aside'))
    await ana.press('Space')
    await ana.activate(button('Save'))
    await ana.see(row('Roles', /^Mail desk/).getByText(`2 of ${all} rights`))

    await ana.activate(button('Change Bo'))
    await ana.tabTo(page.getByRole('dialog', { name: 'Bo' }).getByLabel('Roles'))
    await ana.type('Mail')
    await ana.take('Mail desk')
    await ana.press('Escape')
    await ana.see(page.getByRole('dialog', { name: 'Bo' }).getByText('Mail desk', { exact: true }))
    await ana.expectFits()
    await ana.activate(button('Save'))
    await ana.see(row('Roles', /^Mail desk/).getByText('Bo', { exact: true }))
    for (const role of ['Mail desk', 'Staff']) await ana.see(row('People', /^Bo/).getByText(role, { exact: true }))
  }, 60_000)

  test('one that somebody has is not deleted, and the dialog says who must be asked first', async () => {
    await open('people')
    await ana.activate(button('Change the role Mail desk'))
    await ana.activate(button('Delete…'))
    await ana.see(page.getByRole('dialog', { name: 'Delete the role Mail desk?' }))
    await ana.activate(button('Delete'))
    await ana.see('1 person has the role "Mail desk".')
    await ana.press('Escape', 'Escape')
    await page.getByRole('dialog').first().waitFor({ state: 'detached' })
    await ana.see(row('Roles', /^Mail desk/))
  }, 60_000)

  test('a team is made, and dissolved after it was said what becomes of it; support stays', async () => {
    await open('people')
    await ana.tabTo(page.getByLabel('Name of a new team'))
    await ana.type('Network')
    await ana.activate(button('Add the team'))
    await ana.activate(button('Dissolve Network'))
    await ana.see('What it is asked comes back to those who asked')
    await ana.expectFits()
    await ana.activate(button('Dissolve'))
    await row('Teams', /^Network/).waitFor({ state: 'detached' })
    expect(await button('Dissolve Support').count()).toBe(0)
  }, 60_000)

  test('a token acts on behalf of whoever makes it, if they want, and the list says for whom', async () => {
    await open('tokens')
    await ana.activate(button('Make a token').first())
    await ana.tabTo(page.getByRole('dialog').getByLabel('Program'))
    await ana.type('bot')
    await ana.tabTo(page.getByRole('dialog').getByLabel('Sends evidence'))
    await ana.press('ArrowDown', 'ArrowDown')
    await ana.activate(button('Make the token'))
    await ana.see('Choose at least one right.')
    await ana.tabTo(page.getByRole('dialog').getByLabel('Claim, answer, note, hand off and resolve'), 'Shift+Tab')
    await ana.press('Space')
    await ana.tabTo(page.getByRole('dialog').getByLabel('It acts on behalf of me'))
    await ana.press('Space')
    await ana.expectFits()
    await ana.activate(button('Make the token'))
    await ana.activate(button('I have kept it'))
    await ana.see(row('Tokens', /^bot/).getByText(/^1 of \d+ rights/))
    expect(await row('Tokens', /^bot/).getByRole('cell', { name: 'Ana' }).count()).toBe(2)
    await ana.expectFits()
    expect(ana.complaints).toEqual([])
  }, 60_000)
})
