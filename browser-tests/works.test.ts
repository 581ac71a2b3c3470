import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Browser, Locator } from 'playwright-core'
import { getDeployWindow, listWorks } from '@bellwether/contract/pager.ts'
import { startWorld, type World } from '../server/testing/start-world.ts'
import type { Keyboard } from './keyboard.ts'
import { openBrowser } from './open-browser.ts'
import { sitDownAsAna } from './sign-in.ts'

const found = await openBrowser()
if ('reason' in found) process.stdout.write(`Skipped: work by turns, since no browser starts: ${found.reason}\n`)

describe.skipIf('reason' in found)('by keyboard', () => {
  const browser = (found as { browser: Browser }).browser
  let world: World
  let ana: Keyboard
  beforeAll(async () => {
    world = await startWorld({ startsAt: '2026-01-16T16:00:00.000Z' })
    ana = await sitDownAsAna(browser, world.app.url, { width: 1280, height: 800 })
    await ana.page.goto(`${world.app.url}/settings/rotas`)
  }, 120_000)
  afterAll(async () => {
    await browser.close()
    await world.stop()
  })
  const button = (name: string): Locator => ana.page.getByRole('button', { name, exact: true })

  test('a kind of work is added, and watches customers from then on', async () => {
    await ana.activate(button('Add work'))
    await ana.seeDialog('Add work')
    await ana.type('Räume & Chat')
    await ana.tabTo(ana.page.getByLabel('Whoever has it watches customers'))
    await ana.press('Space')
    await ana.expectFits()
    await ana.page.setViewportSize({ width: 1280, height: 800 })
    await ana.press('Enter')
    await ana.page.getByRole('dialog').waitFor({ state: 'detached' })
    await ana.see(ana.page.getByRole('list', { name: 'Work that is done by turns' }).getByText('Räume & Chat'))
    const { items } = await world.ana.call(listWorks, {})
    expect(items).toContainEqual({ slug: 'raume-chat', name: 'Räume & Chat', watchesCustomers: true })

    await ana.activate(button('Change Räume & Chat'))
    await ana.seeDialog('Change Räume & Chat')
    await ana.press('Control+A')
    await ana.type('Rooms')
    await ana.press('Enter')
    await ana.see(button('Change Rooms'))
  })

  test('one service needs more than the others, and then what they need', async () => {
    const rule = async () => (await world.ana.call(getDeployWindow, { query: { service: 'edge' } })).rule
    await ana.activate(button('Another rule for a service'))
    await ana.seeDialog('Another rule for a service')
    await ana.type('edge')
    await ana.tabTo(ana.page.getByLabel('Watched of them, hours'))
    await ana.press('Control+A')
    await ana.type('9')
    await ana.press('Enter')
    await ana.see('No more hours can be watched than there are.')
    await ana.tabTo(ana.page.getByLabel('Watched of them, hours'))
    await ana.press('Control+A')
    await ana.type('8')
    await ana.press('Enter')
    await ana.page.getByRole('dialog').waitFor({ state: 'detached' })
    await ana.see(ana.page.getByText('unless somebody watches now, and in 8 of the next 8 hours'))
    expect(await rule()).toEqual({ hours: 8, watchedHours: 8, refuses: true })
    await ana.expectFits()
    await ana.page.setViewportSize({ width: 1280, height: 800 })

    await ana.activate(button('Remove edge'))
    await ana.seeDialog(/edge/)
    await ana.activate(ana.page.getByRole('dialog').getByRole('button', { name: /^Remove/ }))
    await ana.page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(await rule()).toEqual({ hours: 8, watchedHours: 6, refuses: true })
    expect(ana.complaints).toEqual([])
  })

  test('a deploy is let go all the same, which stands where one looks who watches, until somebody ends it', async () => {
    await ana.page.goto(`${world.app.url}/on-call`)
    await ana.activate(button('Let a deploy go all the same'))
    await ana.seeDialog('Let a deploy go all the same')
    await ana.type('edge')
    await ana.press('Enter')
    await ana.see('Say why: whoever watches next reads it.')
    await ana.expectFits()
    await ana.page.setViewportSize({ width: 1280, height: 800 })
    await ana.tabTo(ana.page.getByLabel('Why'))
    await ana.type('A hole that is used')
    await ana.activate(button('Let it go'))
    await ana.page.getByRole('dialog').waitFor({ state: 'detached' })
    await ana.see('Ana says “A hole that is used”.')
    await ana.expectFits()
    await ana.page.setViewportSize({ width: 1280, height: 800 })
    await ana.activate(button('End it: deploys of edge are judged again'))
    await ana.page.getByText('A hole that is used').waitFor({ state: 'detached' })
    expect(ana.complaints).toEqual([])
  })
})
