import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Browser, Locator, Page } from 'playwright-core'
import * as pager from '@bellwether/contract/pager.ts'
import { startWorld, type World } from '../server/testing/start-world.ts'
import type { Keyboard } from './keyboard.ts'
import { openBrowser } from './open-browser.ts'
import { sitDownAsAna } from './sign-in.ts'

const found = await openBrowser()
if ('reason' in found)
  process.stdout.write(`Skipped: the calendars of rotas, since no browser starts: ${found.reason}\n`)

const everyDay = [...pager.rotaWeekdays]

/* London by day, California by theirs: the sun is followed, until the clocks change on different days. */
describe.skipIf('reason' in found)('the calendars of rotas', () => {
  const browser = (found as { browser: Browser }).browser
  let world: World
  let rotaId: string
  beforeAll(async () => {
    world = await startWorld({ startsAt: '2026-01-16T18:30:00.000Z' })
    const bo = await world.person('Bo', { teams: ['support'] })
    const cy = await world.person('Cy', { teams: ['support'] })
    const office = (name: string, timeZone: string, hours: [string, string], people: string[]) => ({
      name,
      timeZone,
      startsOn: '2026-01-12',
      people,
      hours: [{ days: everyDay, from: hours[0], until: hours[1], daysLater: 0 }],
    })
    const layers = [
      office('London', 'Europe/London', ['07:00', '19:00'], [bo.id]),
      office('San Francisco', 'America/Los_Angeles', ['11:00', '23:00'], [cy.id]),
    ]
    const body = { team: 'support', name: 'Around', layers }
    rotaId = (await world.ana.call(pager.addRota, { body })).id
  }, 120_000)
  afterAll(async () => {
    await browser.close()
    await world.stop()
  })

  const at = (page: Page, name: string | RegExp): Locator => page.getByRole('button', { name, exact: true })

  test.each([
    ['wide', { width: 1280, height: 800 }],
    ['narrow', { width: 390, height: 844 }],
  ])(
    'a shift is overridden and taken back by keyboard, %s',
    async (_, size) => {
      const ana: Keyboard = await sitDownAsAna(browser, world.app.url, size)
      const { page } = ana
      await ana.press('g', 'o')
      await ana.see('Bo is on call now')
      await ana.see('Bo until 19:00, then Cy')
      await ana.expectFits()

      await ana.activate(at(page, 'Override Around'))
      const dialog = page.getByRole('dialog', { name: 'Override Around' })
      await ana.tabTo(dialog.getByLabel('Who is on'))
      await ana.choose('Bo')
      await ana.expectFits()
      await ana.activate(dialog.getByRole('button', { name: 'Override' }))
      await ana.see('Changed. 2 people were told by mail.')
      await ana.see(page.getByRole('list', { name: 'Overrides' }).getByText('Bo'))
      const { overrides } = await world.ana.call(pager.listShifts, { params: { id: rotaId } })
      expect(overrides).toMatchObject([{ startsAt: '2026-01-16T19:00:00.000Z', endsAt: '2026-01-16T20:00:00.000Z' }])
      await ana.activate(at(page, 'Take back'))
      await page.getByRole('list', { name: 'Overrides' }).waitFor({ state: 'detached' })

      await ana.see('20 gaps of 1 h, Mon 9 Mar to Sat 28 Mar')
      await ana.see('the clocks change on different days: Los Angeles on Sun 8 Mar and London on Sun 29 Mar')
      await ana.expectFits()
      await page.goto(`${world.app.url}/on-call?from=2026-03-09&view=week`)
      await ana.see(at(page, /^nobody, Tue 10 Mar 06:00 to Tue 10 Mar 07:00$/))
      await ana.expectFits()
      expect(ana.complaints).toEqual([])
      await page.context().close()
    },
    90_000,
  )

  test('dragging over a week chooses its hours', async () => {
    const ana = await sitDownAsAna(browser, world.app.url, { width: 1280, height: 800 })
    const { page } = ana
    await page.goto(`${world.app.url}/on-call?from=2026-02-02&view=week`)
    const bar = at(page, /^Bo, Tue 3 Feb 07:00 to Tue 3 Feb 19:00$/)
    await ana.see(bar)
    const box = (await bar.boundingBox())!
    await page.mouse.move(box.x + 2, box.y + 10)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width * 3, box.y + 10, { steps: 5 })
    await page.mouse.up()
    const dialog = page.getByRole('dialog', { name: 'Override Around' })
    await ana.see(dialog.getByLabel('From'))
    expect(await dialog.getByLabel('From').inputValue()).toBe('2026-02-03T07:00')
    expect(await dialog.getByLabel('Until').inputValue()).toBe('2026-02-04T19:00')
    await page.context().close()
  }, 60_000)

  test('the gaps that the clocks open are filled at once', async () => {
    const ana = await sitDownAsAna(browser, world.app.url, { width: 1280, height: 800 })
    const { page } = ana
    await page.goto(`${world.app.url}/on-call`)
    await ana.activate(at(page, 'Fill 20 gaps of 1 h, Mon 9 Mar to Sat 28 Mar'))
    const dialog = page.getByRole('dialog', { name: 'Fill Around' })
    await ana.see(dialog.getByText('All 20 of them at once.'))
    await ana.tabTo(dialog.getByLabel('Who is on'))
    await ana.choose('Bo')
    await ana.expectFits()
    await ana.activate(dialog.getByRole('button', { name: 'Override' }))
    await at(page, 'Fill 20 gaps of 1 h, Mon 9 Mar to Sat 28 Mar').waitFor({ state: 'detached' })
    const { holes } = await world.ana.call(pager.forecastRota, { params: { id: rotaId } })
    expect(holes.filter(({ kind }) => kind === 'gap').map(({ count }) => count)).toEqual([8])
    await page.context().close()
  }, 60_000)
})
