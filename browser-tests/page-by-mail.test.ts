import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Browser } from 'playwright-core'
import { letter } from '../server/testing/letter.ts'
import { startWorld, type World } from '../server/testing/start-world.ts'
import type { Keyboard } from './keyboard.ts'
import { openBrowser } from './open-browser.ts'
import { sitDownAsAna } from './sign-in.ts'

const found = await openBrowser()
if ('reason' in found)
  process.stdout.write(`Skipped: alerts by mail by keyboard, since no browser starts: ${found.reason}\n`)

/* A monitoring system that can do no more than mail. */
describe.skipIf('reason' in found)('alerts by mail, by keyboard', () => {
  const browser = (found as { browser: Browser }).browser
  let world: World
  let ana: Keyboard
  beforeAll(async () => {
    world = await startWorld({ startsAt: '2026-01-16T18:30:00.000Z' })
    ana = await sitDownAsAna(browser, world.app.url, { width: 1280, height: 800 })
  }, 120_000)
  afterAll(async () => {
    await browser.close()
    await world.stop()
  })

  test('a source shows its address once, and what is written there is an alert of it', async () => {
    const { page } = ana
    await page.goto(`${world.app.url}/settings/paging`)
    await ana.activate(page.getByRole('button', { name: 'Add a source', exact: true }))
    await ana.seeDialog('Add a source of alerts')
    const dialog = page.getByRole('dialog')
    await ana.type('Nagios')
    await ana.tabTo(dialog.getByRole('combobox', { name: 'Team that it pages' }))
    await ana.choose('Support')
    await ana.activate(dialog.getByRole('button', { name: 'Add the source' }))
    const shown = dialog.getByRole('figure').filter({ hasText: 'Address for mail, whose subject is the alert' })
    await ana.see(shown)
    await ana.expectFits()
    const to = (await shown.locator('code').textContent()) ?? ''
    await ana.activate(dialog.getByRole('button', { name: 'I have kept it' }))
    const subject = '** PROBLEM Service Alert: db-1/Disk is CRITICAL **'
    const { raw, envelope } = letter({ from: 'nagios@monitoring.test', to, subject })
    await world.deliver(raw, envelope)
    await world.settle()
    await ana.activate(page.getByRole('button', { name: /^Alerts of Nagios/ }))
    await ana.seeDialog('Alerts of Nagios')
    await ana.see(page.getByRole('list', { name: 'Alerts of Nagios' }).getByText(subject))
    await ana.expectFits()
    await page.goto(`${world.app.url}/on-call`)
    await ana.see(page.getByRole('list', { name: 'Open pages' }).getByText(subject))
    await ana.expectFits()
    expect(ana.complaints).toEqual([])
  }, 90_000)
})
