import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Browser } from 'playwright-core'
import { listPages, openPage } from '@bellwether/contract/pager.ts'
import { addTeam } from '@bellwether/contract/people.ts'
import { startWorld, type World } from '../server/testing/start-world.ts'
import type { Keyboard } from './keyboard.ts'
import { openBrowser } from './open-browser.ts'
import { sitDownAsAna } from './sign-in.ts'

const found = await openBrowser()
if ('reason' in found) process.stdout.write(`Skipped: pages by keyboard, since no browser starts: ${found.reason}\n`)

/* The screen of all pages, by its own keys. */
describe.skipIf('reason' in found)('pages by keyboard', () => {
  const browser = (found as { browser: Browser }).browser
  let world: World
  let ana: Keyboard
  beforeAll(async () => {
    world = await startWorld({ startsAt: '2026-01-16T18:30:00.000Z' })
    for (const title of ['First', 'Second', 'Third']) {
      await world.ana.call(openPage, { body: { team: 'support', title } })
      await world.forward({ seconds: 5 })
    }
    ana = await sitDownAsAna(browser, world.app.url, { width: 1280, height: 800 })
    await ana.page.goto(`${world.app.url}/pages`)
  }, 120_000)
  afterAll(async () => {
    await browser.close()
    await world.stop()
  })

  const row = (title: string) =>
    ana.page.getByRole('listitem').filter({ has: ana.page.getByRole('heading', { name: title, exact: true }) })
  const states = async () =>
    Object.fromEntries((await world.ana.call(listPages, {})).items.map(({ title, state }) => [title, state]))
  const isCurrent = (title: string) => expect.poll(() => row(title).getAttribute('data-current')).toBe('true')

  test('j and k walk, a acknowledges, n rings the next step, z puts off, e ends, Space folds', async () => {
    await ana.see(row('Third'))
    await isCurrent('Third')
    await ana.press('j')
    await ana.press('j')
    await isCurrent('Second')
    await ana.press('a')
    await expect.poll(states).toEqual({ First: 'open', Second: 'acknowledged', Third: 'open' })
    await ana.press('k')
    await ana.press('k')
    await isCurrent('Third')
    await ana.press('n')
    await ana.see(row('Third').getByText('Step 2 rang for 1 person'))
    await ana.press('Space')
    await row('Third').getByText('Step 2 rang for 1 person').waitFor({ state: 'hidden' })
    await ana.press('z')
    await ana.seeDialog('When does it ring again?')
    await ana.press('ArrowDown')
    const last = ana.page.getByRole('option', { name: /^Until tomorrow morning/ })
    await ana.see(last)
    // In view without scrolling: it is what somebody takes who goes back to bed.
    const { x, y } = (await last.boundingBox()) ?? { x: 0, y: 0 }
    const there = `document.elementFromPoint(${x + 12}, ${y + 8})?.closest('[role=option]')?.textContent`
    expect(await ana.page.evaluate(there)).toMatch(/^Until tomorrow morning/)
    await ana.press('Escape')
    await ana.press('Escape')
    await ana.page.getByRole('dialog').waitFor({ state: 'detached' })
    await isCurrent('Third')
    await ana.press('e')
    await expect.poll(states).toEqual({ First: 'open', Second: 'acknowledged', Third: 'resolved' })
    await ana.expectFits()
  }, 90_000)

  test('keys stay with the page that was read when another comes above it, and with the one that a link means', async () => {
    await ana.page.goto(`${world.app.url}/pages`)
    await isCurrent('First')
    await world.ana.call(openPage, { body: { team: 'support', title: 'Newcomer' } })
    await ana.see(row('Newcomer'))
    await isCurrent('First')
    const [second] = (await world.ana.call(listPages, {})).items.filter(({ title }) => title === 'Second')
    await ana.page.goto(`${world.app.url}/pages#${second?.id}`)
    await isCurrent('Second')
    await ana.activate(
      ana.page.getByRole('complementary', { name: 'Pages to you' }).getByRole('link', { name: 'First' }),
    )
    await isCurrent('First')
    await ana.expectFits()
  }, 60_000)

  test('the keys stand in the help, in the palette and on the buttons', async () => {
    expect(await row('First').getByRole('button', { name: 'End it' }).getAttribute('aria-keyshortcuts')).toBe('e')
    await ana.press('?')
    await ana.see(ana.page.getByRole('dialog').getByText('Acknowledge the page'))
    // What works on this screen stands first.
    const sections = await ana.page.getByRole('dialog').getByRole('heading', { level: 3 }).allTextContents()
    expect(sections.slice(0, 2)).toEqual(['Lists', 'Pages'])
    await ana.press('Escape')
    await ana.page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(ana.complaints).toEqual([])
  }, 60_000)

  test('are narrowed by state, team and whom they rang for, by a link', async () => {
    await world.ana.call(addTeam, { body: { slug: 'network', name: 'Network' } })
    await world.person('Nele', { teams: ['network'] })
    await world.ana.call(openPage, { body: { team: 'network', title: 'Of another team' } })
    const titles = () =>
      ana.page.getByRole('list', { name: 'Pages, open ones first' }).getByRole('heading').allTextContents()
    await ana.page.goto(`${world.app.url}/pages?team=network`)
    await expect.poll(titles).toEqual(['Of another team'])
    await ana.page.getByLabel('Rang for').selectOption('Me')
    await ana.see(ana.page.getByText('No such page'))
    expect(new URL(ana.page.url()).search).toBe('?team=network&to=me')
    await ana.page.getByRole('link', { name: 'All pages' }).click()
    await expect.poll(titles).toContain('Of another team')
    await ana.page.getByLabel('State').selectOption('Ended')
    await expect.poll(titles).not.toContain('Of another team')
    await ana.expectFits()
  })

  test('that are part of an incident lead there, others declare one', async () => {
    await ana.page.goto(`${world.app.url}/pages?team=network`)
    await ana.activate(ana.page.getByRole('button', { name: 'Declare incident' }))
    await ana.see(ana.page.getByRole('heading', { name: 'I1 Of another team' }))
    await ana.page.goto(`${world.app.url}/pages?team=network`)
    await ana.see(ana.page.getByRole('link', { name: 'Part of incident I1' }))
    expect(ana.complaints).toEqual([])
  })
})
