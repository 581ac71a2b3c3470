import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Browser, Locator, Page } from 'playwright-core'
import { listRotas, listShifts, rotaWeekdays } from '@bellwether/contract/pager.ts'
import { startWorld, type World } from '../server/testing/start-world.ts'
import type { Keyboard } from './keyboard.ts'
import { openBrowser } from './open-browser.ts'
import { sitDownAsAna } from './sign-in.ts'

const found = await openBrowser()
if ('reason' in found) process.stdout.write(`Skipped: writing a rota, since no browser starts: ${found.reason}\n`)

describe.skipIf('reason' in found)('a rota that follows the sun, by keyboard', () => {
  const browser = (found as { browser: Browser }).browser
  let world: World
  let ana: Keyboard
  let page: Page
  beforeAll(async () => {
    world = await startWorld({ startsAt: '2026-01-16T18:30:00.000Z' })
    await world.person('Bo', { teams: ['support'] })
    await world.person('Cy', { teams: ['support'] })
    ana = await sitDownAsAna(browser, world.app.url, { width: 1280, height: 800 })
    page = ana.page
  }, 120_000)
  afterAll(async () => {
    await browser.close()
    await world.stop()
  })

  const button = (name: string): Locator => page.getByRole('button', { name, exact: true })
  const choose = async (field: Locator, text: string): Promise<void> => {
    await ana.tabTo(field)
    await ana.press('Control+A')
    await ana.choose(text)
  }
  const write = async (field: Locator, text: string): Promise<void> => {
    await ana.tabTo(field)
    await ana.type(text)
  }
  const writeLayer = async (place: number, layer: { who: string; zone: string; from: string; until: string }) => {
    const fields = page.getByRole('dialog').locator('fieldset').nth(place)
    await choose(fields.getByLabel('People, in turn'), layer.who)
    await ana.press('Escape')
    await choose(fields.getByLabel('Time zone'), layer.zone)
    await ana.tabTo(fields.getByRole('radio', { name: 'Around the clock' }))
    await ana.press('ArrowRight')
    for (const day of ['Sat', 'Sun']) {
      await ana.tabTo(fields.getByRole('checkbox', { name: day }))
      await ana.press('Space')
    }
    await write(fields.getByLabel('From', { exact: true }), layer.from)
    await write(fields.getByLabel('Until', { exact: true }), layer.until)
  }

  test('two layers are written, and what the clocks make of them is said before they are saved', async () => {
    await ana.press('g', 'o')
    await ana.see('Nobody takes turns yet')
    await ana.expectFits()
    await page.setViewportSize({ width: 1280, height: 800 })
    await ana.activate(button('Add a rota'))
    const dialog = page.getByRole('dialog', { name: 'Add a rota' })
    await ana.tabTo(dialog.getByLabel('Team'))
    await ana.take('Support')
    await ana.tabTo(dialog.getByLabel('Name'))
    await ana.press('Control+A')
    await ana.type('Around')
    await ana.see('Choose who takes turns on each layer, and it shows here.')
    await writeLayer(0, { who: 'Bo', zone: 'Europe/London', from: '0700AM', until: '0700PM' })
    await ana.activate(button('Add a layer'))
    await writeLayer(1, { who: 'Cy', zone: 'America/Los_Angeles', from: '1100AM', until: '1100PM' })
    const preview = dialog.getByRole('region', { name: 'Preview' })
    await ana.see(preview.getByText('20 gaps of 1 h, Mon 9 Mar to Sat 28 Mar'))
    await ana.see(preview.getByText('Los Angeles on Sun 8 Mar and London on Sun 29 Mar'))
    await ana.expectFits()
    await ana.activate(button('Save the rota'))
    await ana.see('Bo until 19:00, then Cy')
    const [rota] = (await world.ana.call(listRotas, {})).items
    expect(rota?.layers.map(({ timeZone, hours }) => [timeZone, hours])).toEqual([
      ['Europe/London', [{ days: [...rotaWeekdays], from: '07:00', until: '19:00', daysLater: 0 }]],
      ['America/Los_Angeles', [{ days: [...rotaWeekdays], from: '11:00', until: '23:00', daysLater: 0 }]],
    ])
  }, 90_000)

  test('arrows go through its calendar; a shift is overridden there, and that is undone', async () => {
    const calendar = page.getByRole('group', { name: 'Calendar of Around' })
    const bar = (name: string): Locator => calendar.getByRole('button', { name, exact: true })
    await ana.tabTo(bar('Bo, Fri 16 Jan 18:30 to Fri 16 Jan 19:00'))
    await ana.press('ArrowRight', 'ArrowRight')
    await ana.tabTo(bar('Bo, Sat 17 Jan 07:00 to Sat 17 Jan 19:00'))
    await ana.press('ArrowDown')
    await ana.tabTo(bar('Bo, Sat 24 Jan 07:00 to Sat 24 Jan 19:00'))
    await ana.press('Enter')
    const dialog = page.getByRole('dialog', { name: 'Override Around' })
    await ana.see(dialog.getByLabel('From'))
    expect(await dialog.getByLabel('From').inputValue()).toBe('2026-01-24T07:00')
    await choose(dialog.getByLabel('Who is on'), 'Cy')
    await ana.activate(dialog.getByRole('button', { name: 'Override' }))
    await ana.see('Changed. 2 people were told by mail.')
    await ana.see(page.getByRole('list', { name: 'Overrides' }).getByText('Cy'))
    await ana.activate(button('Undo'))
    await page.getByRole('list', { name: 'Overrides' }).waitFor({ state: 'detached' })
    const [rota] = (await world.ana.call(listRotas, {})).items
    const params = { id: rota?.id ?? '' }
    expect((await world.ana.call(listShifts, { params })).overrides).toEqual([])
  }, 60_000)

  test('beyond its edge the calendar goes on, and the address says where', async () => {
    const calendar = page.getByRole('group', { name: 'Calendar of Around' })
    await ana.tabTo(calendar.locator('[data-from][tabindex="0"]'))
    await ana.press('ArrowDown', 'ArrowDown', 'ArrowDown')
    await ana.see('From Mon 9 Feb, times in UTC')
    await expect.poll(() => page.evaluate<string>("document.activeElement?.ariaLabel ?? ''")).toMatch(/ 14 Feb /)
    expect(page.url()).toContain('from=2026-02-09')
    await ana.activate(page.getByRole('link', { name: 'Around' }))
    await ana.see(button('All rotas'))
    await ana.expectFits()
    expect(ana.complaints).toEqual([])
  }, 60_000)
})
