import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Browser } from 'playwright-core'
import { givenFault } from '../server/incidents/incidents.builders.ts'
import { startWorld, type World } from '../server/testing/start-world.ts'
import type { Keyboard } from './keyboard.ts'
import { openBrowser } from './open-browser.ts'
import { sitDownAsAna } from './sign-in.ts'

/* What is asked of the evidence is what is answered: a slip of a name is no good news. */

const found = await openBrowser()
if ('reason' in found) process.stdout.write(`Skipped: filters of evidence, since no browser starts: ${found.reason}\n`)

describe.skipIf('reason' in found)('filters of evidence', () => {
  const browser = (found as { browser: Browser }).browser
  let world: World
  let ana: Keyboard
  beforeAll(async () => {
    world = await startWorld({ evidence: true })
    await givenFault(world, { service: 'proxy', customers: ['one', 'two', 'three'], message: 'upstream refused' })
    ana = await sitDownAsAna(browser, world.app.url, { width: 1280, height: 900 })
  }, 120_000)
  afterAll(async () => {
    await browser.close()
    await world.stop()
  })

  const filterBy = async (text: string): Promise<void> => {
    await ana.tabTo(ana.page.getByLabel('Add a filter'))
    await ana.type(text)
    await ana.press('Enter')
  }

  test('a wrong name is said to be one, with the name that was meant; comparisons compare', async () => {
    const { page } = ana
    await page.goto(`${world.app.url}/evidence`)
    await ana.see('upstream refused')
    await filterBy('status_code>=500')
    await ana.see('No event of this time has “status_code”.')
    await ana.see('No error found')
    await ana.see('No event fits either')
    expect(await page.getByText('No errors here').count()).toBe(0)
    await ana.expectFits()
    await page.setViewportSize({ width: 1280, height: 900 })
    await ana.activate(page.getByRole('button', { name: 'Use http.response.status_code' }))
    await ana.see(page.getByRole('list', { name: 'Filters' }).getByText('is at least'))
    await ana.see('upstream refused')
    expect(await page.getByText('No event of this time').count()).toBe(0)

    await ana.activate(page.getByRole('list', { name: 'Filters' }).getByTitle('Turn it into its opposite'))
    await ana.see(page.getByRole('list', { name: 'Filters' }).getByText('is below'))
    await ana.see('No errors here')
    await ana.see(page.getByText(/None of [\d,]+ events has/))
    await ana.expectFits()
    expect(ana.complaints).toEqual([])
  }, 90_000)
})
