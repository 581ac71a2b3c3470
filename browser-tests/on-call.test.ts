import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Browser, Locator, Page } from 'playwright-core'
import { listRotas } from '@bellwether/contract/pager.ts'
import { startWorld, type World } from '../server/testing/start-world.ts'
import type { Keyboard } from './keyboard.ts'
import { openBrowser } from './open-browser.ts'
import { sitDownAsAna } from './sign-in.ts'

const found = await openBrowser()
if ('reason' in found) process.stdout.write(`Skipped: on call by keyboard, since no browser starts: ${found.reason}\n`)

const wide = { width: 1280, height: 800 }

describe.skipIf('reason' in found)('on call by keyboard', () => {
  const browser = (found as { browser: Browser }).browser
  let world: World
  let ana: Keyboard
  let page: Page
  beforeAll(async () => {
    world = await startWorld({ startsAt: '2026-01-16T18:30:00.000Z' })
    await world.person('Bo', { teams: ['support'] })
    await world.person('Cy', { teams: ['support'] })
    ana = await sitDownAsAna(browser, world.app.url, wide)
    page = ana.page
  }, 120_000)
  afterAll(async () => {
    await browser.close()
    await world.stop()
  })

  const open = (section: string) => page.goto(`${world.app.url}/settings/${section}`)
  const button = (name: string | RegExp): Locator => page.getByRole('button', { name, exact: true })
  const dialog = (name: string | RegExp): Locator => page.getByRole('dialog', { name })
  const choose = async (field: Locator, text: string): Promise<void> => {
    await ana.tabTo(field)
    await ana.type(text)
    await ana.see(page.getByRole('option', { name: text }))
    await ana.press('ArrowDown', 'Enter')
  }

  test('without a rota the page says what one is, and who is paged until then', async () => {
    await open('rotas')
    await ana.see('Until a team has one, its pages wake everyone on it.')
    await ana.expectFits()
  }, 60_000)

  test('a team gets two rotas, and both of them have somebody on call', async () => {
    await ana.activate(button('Add a rota'))
    await ana.tabTo(dialog('Add a rota').getByLabel('Team'))
    await ana.press('ArrowDown')
    await ana.see(page.getByRole('option', { name: 'Support' }))
    await ana.press('ArrowDown', 'Enter')
    await choose(dialog('Add a rota').getByLabel('People, in turn'), 'Bo')
    await ana.press('Escape')
    await ana.activate(button('Save the rota'))
    await ana.see('Bo is on call now')

    await ana.activate(button('Add a rota to Support'))
    await ana.tabTo(dialog('Add a rota to Support').getByLabel('Name'))
    await ana.type('On call')
    await choose(dialog('Add a rota to Support').getByLabel('People, in turn'), 'Cy')
    await ana.press('Escape')
    await ana.activate(button('Save the rota'))
    await ana.see('The team has a rota "On call".')
    await ana.tabTo(dialog('Add a rota to Support').getByLabel('Name'), 'Shift+Tab')
    await ana.press('Control+A')
    await ana.type('Nights')
    await ana.expectFits()
    await ana.activate(button('Save the rota'))
    await ana.see('Cy and Bo are on call now')
    await ana.expectFits()
  }, 60_000)

  test('one is renamed; one is removed after it was said who is on call then', async () => {
    await ana.activate(button('Change the rota Nights of Support'))
    await ana.tabTo(dialog('Nights of Support').getByLabel('Name'))
    await ana.press('Control+A')
    await ana.type('Evenings')
    await ana.activate(button('Save the rota'))
    await ana.activate(button('Remove the rota Evenings of Support'))
    await ana.see(dialog('Remove the rota Evenings of Support?').getByText('Bo is on call for Support then.'))
    await ana.expectFits()
    await ana.activate(button('Remove'))
    await ana.see('They got a mail about their turns: Cy.')
    await ana.see('Bo is on call now')
    await ana.activate(button('Remove the rota On call of Support'))
    await ana.see('Nobody is on call for Support then.')
    await ana.see('Its pages go to everyone on the team')
    await ana.press('Escape')
    expect((await world.ana.call(listRotas, {})).items.map((one) => one.name)).toEqual(['On call'])
  }, 60_000)

  test('people add webhooks, put them in order and remove them', async () => {
    await open('me')
    const methods = page.getByRole('list', { name: 'How you are paged' }).getByRole('listitem')
    for (const host of ['one.test', 'two.test']) {
      await ana.activate(button('Add a webhook'))
      await ana.tabTo(dialog('Add a webhook').getByLabel('Address'))
      await ana.type(`https://${host}/key`)
      await ana.activate(button('Add the webhook'))
      await ana.see(dialog('Add a webhook').getByLabel('Secret'))
      await ana.expectFits()
      await ana.activate(button('Done'))
      await ana.see(methods.getByText(`https://${host}`))
    }
    await ana.activate(button('Move up 3, webhook https://two.test'))
    await ana.see(button('Remove 2, webhook https://two.test'))
    await ana.expectFits()
    await ana.activate(button('Remove 3, webhook https://one.test'))
    await ana.activate(button('Remove'))
    await methods.getByText('https://one.test').waitFor({ state: 'detached' })
    expect(await methods.count()).toBe(2)
    expect(ana.complaints).toEqual([])
  }, 60_000)
})
