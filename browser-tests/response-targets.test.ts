import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Browser, Locator, Page } from 'playwright-core'
import { signInByPassword } from '@bellwether/contract/people.ts'
import { startWorld, type World } from '../server/testing/start-world.ts'
import type { Keyboard } from './keyboard.ts'
import { openBrowser } from './open-browser.ts'
import { sitDownAsAna } from './sign-in.ts'

const found = await openBrowser()
if ('reason' in found) process.stdout.write(`Skipped: targets by keyboard, since no browser starts: ${found.reason}\n`)

const wide = { width: 1280, height: 800 }

describe.skipIf('reason' in found)('response targets by keyboard', () => {
  const browser = (found as { browser: Browser }).browser
  let world: World
  let ana: Keyboard
  let page: Page
  beforeAll(async () => {
    world = await startWorld()
    ana = await sitDownAsAna(browser, world.app.url, wide)
    page = ana.page
  }, 120_000)
  afterAll(async () => {
    await browser.close()
    await world.stop()
  })

  const button = (name: string): Locator => page.getByRole('button', { name, exact: true })
  const row = (table: string, name: RegExp): Locator =>
    page.getByRole('group', { name: table, exact: true }).getByRole('row', { name })
  const fill = async (field: Locator, text: string): Promise<void> => {
    await ana.tabTo(field)
    await ana.press('ControlOrMeta+a')
    // Backspace in an empty field of numbers puts the caret at its start a moment later, in the middle of what is typed.
    if (text === '') await ana.press('Backspace')
    else await ana.type(text)
  }

  test('they are read in words, with the hours in which they are counted', async () => {
    await page.goto(`${world.app.url}/settings/targets`)
    await ana.see(row('Response targets', /^Premium/).getByText('1 hour'))
    await ana.see(row('Response targets', /^Pro/).getByText('4 hours'))
    await ana.see(row('Hours', /^Around the clock/).getByText('Every day all day'))
    await ana.see(row('Versions of the targets', /^1/).getByText('came with Bellwether'))
    expect(
      await row('Hours', /^Around the clock/)
        .getByRole('button')
        .count(),
    ).toBe(0)
  }, 60_000)

  test('a calendar is added, and what cannot be read in it is said at its field', async () => {
    await ana.activate(button('Add a calendar'))
    const dialog = page.getByRole('dialog', { name: 'Add a calendar' })
    await fill(dialog.getByLabel('Name'), 'London office')
    await fill(dialog.getByLabel('Friday'), '9-5')
    await fill(dialog.getByLabel('Holidays'), '2026-12-25 Christmas Day')
    await ana.activate(button('Add the calendar'))
    await ana.see(dialog.getByText('Write times such as 09:00-12:00, 13:00-17:00.'))
    await ana.expectFits()
    await fill(dialog.getByLabel('Friday'), '09:00-13:00')
    await ana.activate(button('Add the calendar'))
    const office = row('Hours', /^London office/)
    await ana.see(office.getByText('Monday to Thursday 09:00–17:00'))
    await ana.see(office.getByText('Friday 09:00–13:00'))
    await ana.activate(office.getByText('1 day'))
    await ana.see(office.getByText('2026-12-25 Christmas Day'))
  }, 60_000)

  test('a change makes a version, which says who made it, and running clocks keep theirs', async () => {
    await ana.activate(button('Change the response targets'))
    const dialog = page.getByRole('dialog', { name: 'Response targets' })
    await ana.see(dialog.getByText('Running clocks keep theirs', { exact: false }))
    await fill(dialog.getByLabel('Premium: First word, minutes'), '90')
    await ana.see(dialog.getByText('1 hour 30 minutes'))
    await ana.tabTo(dialog.getByLabel('Premium: Counted in'))
    await ana.take('London office')
    await fill(dialog.getByLabel('Free: First word, minutes'), '')
    await ana.activate(button('Save the targets'))
    await ana.see(dialog.getByText('Give whole minutes, from 1 to 86,400.'))
    await ana.expectFits()
    await fill(dialog.getByLabel('Free: First word, minutes'), '2880')
    await ana.activate(button('Try them on last month'))
    await ana.see('No ticket came in the last 30 days')
    await ana.activate(button('Save the targets'))
    await ana.see(row('Response targets', /^Premium/).getByText('1 hour 30 minutes'))
    await ana.see(row('Response targets', /^Premium/).getByText('London office'))
    await ana.see(row('Response targets', /^Free/).getByText('48 hours'))
    await ana.see(row('Versions of the targets', /^2/).getByText('by Ana', { exact: false }))
    await ana.expectFits()
    expect(ana.complaints).toEqual([])
  }, 60_000)

  test('whoever may not change them reads them', async () => {
    await world.person('Bo')
    await world.sql(
      `update people.people set password_hash = (select password_hash from people.people where name = 'Ana')`,
    )
    const bo = await (await browser.newContext({ viewport: wide })).newPage()
    const { email } = (await world.sql<{ email: string }>(`select email from people.people where name = 'Bo'`))[0]!
    await bo.goto(world.app.url)
    const data = { email, password: 'a long enough password' }
    await bo.request.post(`${world.app.url}${signInByPassword.path}`, { data })
    await bo.goto(`${world.app.url}/settings/targets`)
    await bo.getByText('Every day all day').waitFor()
    expect(await bo.getByRole('button', { name: /Change|Add a calendar/ }).count()).toBe(0)
  }, 60_000)
})
