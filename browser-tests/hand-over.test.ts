import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Browser } from 'playwright-core'
import * as pager from '@bellwether/contract/pager.ts'
import { recordDeploy } from '@bellwether/contract/evidence.ts'
import { getMe } from '@bellwether/contract/people.ts'
import { givenTicket } from '../server/desk/desk.builders.ts'
import type { Caller } from '../server/testing/caller.ts'
import { startWorld, type World } from '../server/testing/start-world.ts'
import type { Keyboard } from './keyboard.ts'
import { openBrowser } from './open-browser.ts'
import { sitDownAsAna } from './sign-in.ts'

const found = await openBrowser()
if ('reason' in found)
  process.stdout.write(`Skipped: the hand-over of a shift, since no browser starts: ${found.reason}\n`)

/* Ana has the tickets until 18:00 on Friday, Bo from Saturday morning; nobody looks in between. */
describe.skipIf('reason' in found)('a shift', () => {
  const browser = (found as { browser: Browser }).browser
  let world: World
  let ana: Keyboard
  let bo: Caller
  let rotaId: string
  beforeAll(async () => {
    world = await startWorld({ startsAt: '2026-01-16T17:30:00.000Z' })
    bo = await world.person('Bo')
    const { person } = await world.ana.call(getMe, {})
    const hours = [{ days: [...pager.rotaWeekdays], from: '08:00', until: '18:00' }]
    const layer = {
      timeZone: 'UTC',
      startsOn: '2026-01-16',
      turn: { unit: 'day' as const },
      handOverTime: '08:00',
      hours,
    }
    const layers = [{ ...layer, people: [person.id, bo.id] }]
    const body = { team: 'support', name: 'Fielding', work: 'tickets', layers }
    rotaId = (await world.ana.call(pager.addRota, { body })).id
    await givenTicket(world, { from: 'vera@acme.test', subject: 'Slow' })
    await world.ana.call(pager.openPage, { body: { team: 'support', title: 'Disk is full', body: '', urgency: 'low' } })
    const startedAt = world.clock.now().toISOString()
    await world.ana.call(recordDeploy, {
      body: { service: 'edge', version: '42', startedAt, by: 'Kim', title: 'Caches' },
    })
    ana = await sitDownAsAna(browser, world.app.url, { width: 1280, height: 800 })
  }, 120_000)
  afterAll(async () => {
    await browser.close()
    await world.stop()
  })

  const bar = () => ana.page.getByRole('complementary', { name: 'Hand-over of shifts' })
  const note = () => ana.page.getByLabel('For Bo')

  test('that ends soon says so on every screen, with the roll-outs that go on, and is written about by keyboard', async () => {
    await ana.see(bar().getByText(/^Your shift on Fielding of Support ends .*18:00/))
    await ana.see(bar().getByText(/^1 roll-out is under way, and from .* until .* nobody watches customers:$/))
    await ana.see(bar().getByText('edge 42, hosts: 0'))
    await ana.expectFits()
    await ana.activate(bar().getByRole('link', { name: 'Write the hand-over' }))
    await ana.see(ana.page.getByRole('heading', { name: 'Hand-over: Fielding' }))
    await ana.see('nobody in between')
    await ana.see(ana.page.getByRole('list', { name: 'Roll-outs under way' }).getByText(/edge 42/))
    await ana.see(ana.page.getByRole('list', { name: 'Pages that have not ended' }).getByText('Disk is full'))
    await ana.see(ana.page.getByRole('list', { name: 'Waits on support, due first' }).getByText('#1 Slow'))
    await ana.expectFits()
    await ana.page.setViewportSize({ width: 1280, height: 800 })
    await ana.tabTo(note())
    await ana.type('Acme sends a log.')
    await ana.see('Not saved yet: it is kept on this device.')
    await ana.page.reload()
    await expect.poll(() => note().inputValue()).toBe('Acme sends a log.')
    await ana.tabTo(note())
    await ana.press('Control+Enter')
    await ana.see(ana.page.getByText(/^Saved by Ana/))
    await expect
      .poll(() =>
        bar()
          .getByText(/^Your shift/)
          .count(),
      )
      .toBe(0)
  })

  test('about which two write at once shows both what the other wrote', async () => {
    await ana.tabTo(note())
    await ana.press('End')
    await ana.type(' Soon.')
    await bo.call(pager.writeHandOver, { params: { id: rotaId }, body: { text: 'Zeta is mended.', version: 1 } })
    const theirs = ana.page.getByRole('complementary', { name: 'Somebody else wrote here' })
    await theirs.getByText('Zeta is mended.').waitFor({ timeout: 60_000 })
    await ana.expectFits()
    await ana.page.setViewportSize({ width: 1280, height: 800 })
    await ana.activate(theirs.getByRole('button', { name: 'Put it above mine' }))
    expect(await note().inputValue()).toBe('Zeta is mended.\n\nAcme sends a log. Soon.')
    await ana.activate(ana.page.getByRole('button', { name: 'Save the note' }))
    await ana.see(ana.page.getByText(/^Saved by Ana/))
    const { note: kept } = await bo.call(pager.getHandOver, { params: { id: rotaId } })
    expect(kept).toMatchObject({ version: 3, text: 'Zeta is mended.\n\nAcme sends a log. Soon.' })
  }, 120_000)

  test('that was handed over is read, and taken over', async () => {
    await world.ana.call(pager.takeHandOver, { params: { id: rotaId }, body: { version: 3 } })
    await bo.call(pager.writeHandOver, { params: { id: rotaId }, body: { text: 'Back to you.', version: 0 } })
    await world.forward({ minutes: 38 * 60 + 40 })
    await ana.page.goto(`${world.app.url}/desk`)
    await ana.see(bar().getByText('wrote for you, who have Fielding of Support.'))
    await ana.activate(bar().getByRole('link', { name: 'Read the hand-over' }))
    await ana.see(ana.page.getByText('Back to you.', { exact: true }))
    await ana.expectFits()
    await ana.page.setViewportSize({ width: 1280, height: 800 })
    await ana.see(ana.page.getByRole('list', { name: 'Earlier notes' }).getByText('Acme sends a log. Soon.'))
    await ana.activate(ana.page.getByRole('button', { name: 'I have it' }))
    await ana.see(ana.page.getByText('Nothing is written yet.'))
    await expect.poll(() => bar().count()).toBe(0)
    expect(ana.complaints).toEqual([])
  })
})
