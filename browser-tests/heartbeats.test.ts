import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Browser } from 'playwright-core'
import { listHeartbeats } from '@bellwether/contract/pager.ts'
import { startWorld, type World } from '../server/testing/start-world.ts'
import type { Keyboard } from './keyboard.ts'
import { openBrowser } from './open-browser.ts'
import { sitDownAsAna } from './sign-in.ts'

const found = await openBrowser()
if ('reason' in found)
  process.stdout.write(`Skipped: heartbeats by keyboard, since no browser starts: ${found.reason}\n`)

/* Work that says by itself that it was done: when it is expected, and by which address it is heard. */
describe.skipIf('reason' in found)('heartbeats by keyboard', () => {
  const browser = (found as { browser: Browser }).browser
  let world: World
  let ana: Keyboard
  beforeAll(async () => {
    world = await startWorld({ startsAt: '2026-03-28T12:00:00.000Z' })
    ana = await sitDownAsAna(browser, world.app.url, { width: 1280, height: 800 })
    await ana.page.goto(`${world.app.url}/settings/paging`)
  }, 120_000)
  afterAll(async () => {
    await browser.close()
    await world.stop()
  })

  const button = (name: string) => ana.page.getByRole('button', { name, exact: true })
  const dialog = () => ana.page.getByRole('dialog')

  test('one is added by a cron expression, whose next times are seen and whose faults are said', async () => {
    await ana.activate(button('Add a heartbeat'))
    await ana.seeDialog('Add a heartbeat')
    await ana.type('Nightly backup')
    await ana.tabTo(dialog().getByRole('combobox', { name: 'Team that it pages' }))
    await ana.choose('Support')
    await ana.tabTo(dialog().getByRole('radio', { name: 'Every so often' }))
    await ana.press('ArrowRight')
    await ana.tabTo(dialog().getByRole('textbox', { name: 'Cron expression' }))
    await ana.type('30 25 * * *')
    await ana.see(dialog().getByText('Its hour (the second field) is not understood: 25'))
    await ana.expectFits()
    await ana.press('Control+A')
    await ana.type('30 2 * * *')
    await ana.tabTo(dialog().getByRole('combobox', { name: 'Time zone' }))
    await ana.press('Control+A')
    await ana.choose('Europe/Berlin')
    // The first night has no 02:30.
    await ana.see(dialog().getByText('Next: Sun 29 Mar, 03:00 · Mon 30 Mar, 02:30 · Tue 31 Mar, 02:30 (Europe/Berlin)'))
    await ana.expectFits()
    await ana.activate(dialog().getByRole('button', { name: 'Add the heartbeat' }))
    await ana.see(dialog().getByText('This is the only time that its address is shown.'))
    await ana.activate(dialog().getByRole('button', { name: 'I have kept it' }))
    const list = ana.page.getByRole('list', { name: 'Heartbeats' })
    await ana.see(list.getByText('by 30 2 * * * (Europe/Berlin), at most 10 min late; pages Support'))
    await ana.see(list.getByText('nightly-backup'))
    await ana.expectFits()
  }, 90_000)

  test('a ping key is made, called with, renewed and removed', async () => {
    await ana.activate(button('Ping keys'))
    await ana.seeDialog('Ping keys')
    await ana.tabTo(dialog().getByRole('combobox', { name: 'Team' }))
    await ana.choose('Support')
    await ana.activate(dialog().getByRole('button', { name: 'Make a key' }))
    const shown = dialog().getByText('/SLUG?create=1')
    await ana.see(shown)
    await ana.expectFits()
    const path = /\/ping\/[\w-]+/.exec((await shown.textContent()) ?? '')?.[0] ?? ''
    expect((await fetch(`${world.app.url}${path}/nightly-backup`)).status).toBe(200)
    expect((await world.ana.call(listHeartbeats, {})).items).toMatchObject([{ state: 'up' }])
    await ana.activate(dialog().getByRole('button', { name: 'Renew the key' }))
    // It is out of sight as soon as it is being renewed.
    await expect.poll(async () => (await fetch(`${world.app.url}${path}/nightly-backup`)).status).toBe(404)
    expect(await ana.page.getByText(path).count()).toBe(0)
    await ana.see(shown)
    await ana.activate(dialog().getByRole('button', { name: 'Remove the ping key of Support' }))
    await ana.seeDialog('Remove the ping key of Support?')
    await ana.activate(ana.page.getByRole('button', { name: 'Remove', exact: true }))
    await dialog().getByRole('list', { name: 'Teams with a ping key' }).waitFor({ state: 'detached' })
    await ana.expectFits()
    expect(ana.complaints).toEqual([])
  }, 90_000)
})
