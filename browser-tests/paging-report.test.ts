import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import * as pager from '@bellwether/contract/pager.ts'
import { startWorld, type World } from '../server/testing/start-world.ts'
import type { Keyboard } from './keyboard.ts'
import { openBrowser } from './open-browser.ts'
import { sitDownAsAna } from './sign-in.ts'

const found = await openBrowser()
if ('reason' in found)
  process.stdout.write(`Skipped: the paging report by keyboard, since no browser starts: ${found.reason}\n`)

const wide = { width: 1280, height: 800 }

/** Bo is woken at 23:30 and acknowledges after four minutes; an alert is over by itself, and its team hears of it. */
async function playAFriday(world: World): Promise<void> {
  await world.team('network')
  const bo = await world.person('Bo', { teams: ['network'] })
  const layers = [{ timeZone: 'UTC', startsOn: '2026-01-12', people: [bo.id] }]
  await world.ana.call(pager.addRota, { body: { team: 'network', name: 'Nights', layers } })
  const { key } = await world.ana.call(pager.addAlertSource, { body: { team: 'network', name: 'Prometheus' } })
  const send = (event_action: string) =>
    fetch(`${world.app.url}/v2/enqueue`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        routing_key: key,
        event_action,
        dedup_key: 'disk',
        payload: { summary: 'Disk is full', source: 'db-1', severity: 'critical' },
      }),
    })
  await send('trigger')
  await send('resolve')
  await world.forward({ minutes: 300 })
  const { id } = await world.ana.call(pager.openPage, { body: { team: 'network', title: '=1+1 fails' } })
  await world.forward({ minutes: 4 })
  await bo.call(pager.acknowledgePage, { params: { id } })
  await world.ana.call(pager.resolvePage, { params: { id } })
}

describe.skipIf('reason' in found)('the paging report by keyboard', () => {
  const browser = (found as { browser: Browser }).browser
  let world: World
  let ana: Keyboard
  let page: Page
  beforeAll(async () => {
    world = await startWorld({ startsAt: '2026-01-16T18:30:00.000Z' })
    ana = await sitDownAsAna(browser, world.app.url, wide)
    page = ana.page
  }, 120_000)
  afterAll(async () => {
    await browser.close()
    await world.stop()
  })

  const table = (name: string) => page.getByRole('group', { name, exact: true })
  const link = (name: string) => page.getByRole('link', { name, exact: true })
  const fits = async (): Promise<void> => {
    await ana.expectFits()
    await page.setViewportSize(wide)
  }

  test('is reached from the On call screen, and says before the first page what will be there', async () => {
    await page.goto(`${world.app.url}/on-call`)
    await ana.activate(link('Paging report'))
    await ana.see(page.getByRole('heading', { name: 'Paging report', level: 1 }))
    await ana.see('Nobody was paged in these days')
    await fits()
  }, 60_000)

  test('counts pages week by week and by hour, each chart with a table', async () => {
    await playAFriday(world)
    await page.reload()
    const figures = page.getByLabel('Figures of these days')
    await ana.see(figures.getByText('90 % within 4 min'))
    await ana.see(figures.getByText('1 of 2', { exact: true }))
    await ana.see(figures.getByText('every step was tried, and nobody acknowledged'))
    await ana.see(figures.getByText('50 % of all; 0 open still'))
    await ana.see(page.getByRole('img', { name: /^Pages, those missed, those that ended unacknowledged and noise/ }))
    const weeks = table('Table of pages by week').getByRole('row')
    // Of twelve weeks one had pages.
    expect(await weeks.count()).toBe(2)
    await ana.see(weeks.filter({ hasText: '12 Jan 2026' }).getByText('1, 50 %'))
    const hours = page.getByRole('table', { name: 'Pages by hour of the day and day of the week' })
    const ofHour = (hour: string) =>
      hours
        .getByRole('row')
        .filter({ has: page.getByRole('rowheader', { name: hour, exact: true }) })
        .getByRole('cell')
        .allTextContents()
    expect(await ofHour('18')).toEqual(['0', '0', '0', '0', '1', '0', '0'])
    expect(await ofHour('23')).toEqual(['0', '0', '0', '0', '1', '0', '0'])
    await ana.see(table('Most noise by source').getByRole('row', { name: /^Prometheus of Network 1 100 % 100 %/ }))
    await fits()
  }, 60_000)

  test('a choice stands in the address: by source, by person and by shift', async () => {
    await ana.activate(link('Source'))
    await ana.see(table('Pages by source').getByRole('row', { name: /^By hand 1 1 4 min/ }))
    await ana.activate(link('Person'))
    const bo = table('Pages by person').getByRole('row', { name: /^Bo UTC 1 1 2 1 1 / })
    await ana.see(bo)
    await ana.see('Night is from 22:00 until 07:00')
    expect(new URL(page.url()).search).toBe('?by=person')
    await page.reload()
    await ana.see(bo)
    await fits()
    await ana.activate(link('Shift'))
    await ana.see(
      table('Shifts that were not quiet').getByRole('row', { name: /Bo Nights of Network: Paging 0 2 1 1 1$/ }),
    )
    await fits()
  }, 60_000)

  test('of a team and of days that were chosen; days that are none are said to be so', async () => {
    await ana.tabTo(page.getByLabel('Team', { exact: true }))
    await ana.type('Support')
    await ana.see('Nobody was paged in these days')
    expect(new URL(page.url()).searchParams.get('team')).toBe('support')
    await page.goto(`${world.app.url}/on-call/report?from=2026-01-16&to=2026-01-15`)
    await ana.see('Choose a day that is not before the first one.')
    await fits()
  }, 60_000)

  test('the pages are saved, one in each line, and no title is a formula', async () => {
    await page.goto(`${world.app.url}/on-call/report?team=network`)
    await ana.tabTo(link('Save the pages as CSV'))
    const saved = page.waitForEvent('download')
    await ana.press('Enter')
    const download = await saved
    expect(download.suggestedFilename()).toBe('pages-2025-10-27-2026-01-16.csv')
    const lines = (await readFile(await download.path(), 'utf8')).split('\r\n')
    expect(lines).toHaveLength(4)
    expect(lines[1]).toContain(',Network,alerts,Prometheus,Disk is full,')
    expect(lines[2]).toContain(",by-hand,,'=1+1 fails,2026-01-16T23:30:00.000Z,2026-01-16T23:34:00.000Z,Bo,240,1,1,")
    expect(ana.complaints).toEqual([])
  }, 60_000)
})
