import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Browser } from 'playwright-core'
import { addAlertSource, listAlerts, listPages, resolvePage } from '@bellwether/contract/pager.ts'
import { startWorld, type World } from '../server/testing/start-world.ts'
import type { Keyboard } from './keyboard.ts'
import { openBrowser } from './open-browser.ts'
import { sitDownAsAna } from './sign-in.ts'

const found = await openBrowser()
if ('reason' in found) process.stdout.write(`Skipped: routing by keyboard, since no browser starts: ${found.reason}\n`)

/* What is done with alerts before anybody is woken, and with pages that belong together. */
describe.skipIf('reason' in found)('alerts by keyboard', () => {
  const browser = (found as { browser: Browser }).browser
  let world: World
  let ana: Keyboard
  let source: { id: string; key: string; webhookUrl: string }
  beforeAll(async () => {
    world = await startWorld({ startsAt: '2026-01-16T18:30:00.000Z' })
    source = await world.ana.call(addAlertSource, { body: { team: 'support', name: 'Prometheus' } })
    ana = await sitDownAsAna(browser, world.app.url, { width: 1280, height: 800 })
  }, 120_000)
  afterAll(async () => {
    await browser.close()
    await world.stop()
  })

  const send = async (title: string): Promise<void> => {
    const url = new URL(source.webhookUrl).pathname
    const init = { method: 'POST', body: JSON.stringify({ title }) }
    expect((await fetch(`${world.app.url}${url}`, init)).status).toBe(202)
  }
  const pages = async (state: 'open' | 'acknowledged') =>
    (await world.ana.call(listPages, { query: { state } })).items.map(({ title }) => title).toSorted()
  const endAll = async (): Promise<void> => {
    const { items } = await world.ana.call(listPages, {})
    for (const { id } of items) await world.ana.call(resolvePage, { params: { id } })
  }
  const button = (name: string | RegExp) =>
    ana.page.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name })

  test('rules are written, tried on what came, and followed', async () => {
    for (const title of ['Disk a is full', 'Disk b is full', 'Backup is late']) await send(title)
    const { page } = ana
    await page.goto(`${world.app.url}/settings/paging`)
    await ana.activate(button(/^Rules for Prometheus/))
    await ana.seeDialog('What is done with alerts of Prometheus')
    const dialog = page.getByRole('dialog')
    await ana.activate(dialog.getByRole('button', { name: 'Add a rule' }))
    await ana.tabTo(dialog.getByLabel('Name'), 'Shift+Tab')
    await ana.type('Disks')
    await ana.tabTo(dialog.getByRole('textbox', { name: 'Value' }))
    await ana.type('disk')
    await ana.tabTo(dialog.getByRole('combobox', { name: 'What it does' }))
    await ana.choose('One page together')
    await ana.activate(dialog.getByRole('button', { name: 'Add a rule' }))
    await ana.tabTo(dialog.getByLabel('Name').last(), 'Shift+Tab')
    await ana.type('Backups')
    await ana.tabTo(dialog.getByRole('textbox', { name: 'Value' }).last())
    await ana.type('backup')
    await ana.tabTo(dialog.getByRole('combobox', { name: 'What it does' }).last())
    await ana.choose('Page nobody')
    await ana.activate(dialog.getByRole('button', { name: 'Try it on the last 24 hours' }))
    await ana.see(dialog.getByText('It would have been 1 page; it was 3.'))
    await ana.see(dialog.getByText('Disks: 2 alerts'))
    await ana.expectFits()
    await ana.activate(dialog.getByRole('button', { name: 'Save' }))
    const rules = page.getByRole('list', { name: /^Rules for Prometheus/ })
    await ana.see(rules.getByText('Title contains disk → one page together'))
    await ana.see(rules.getByText('Title contains backup → pages nobody'))
    await ana.expectFits()
    await endAll()
    for (const title of ['Disk c is full', 'Disk d is full', 'Backup is later']) await send(title)
    expect(await pages('open')).toEqual(['Disk c is full'])
    const alerts = (await world.ana.call(listAlerts, { params: { id: source.id } })).items
    expect(alerts.find(({ title }) => title === 'Backup is later')?.kept).toBe('quiet')
    await endAll()
  }, 90_000)

  test('a maintenance is planned, seen on call, and ended early', async () => {
    const { page } = ana
    await page.goto(`${world.app.url}/settings/paging`)
    await ana.activate(button('Plan a maintenance'))
    await ana.seeDialog('Plan a maintenance')
    const dialog = page.getByRole('dialog')
    await ana.tabTo(dialog.getByLabel('Whose alerts page nobody'))
    await ana.choose('Prometheus')
    await ana.tabTo(dialog.getByLabel('What is worked on'))
    await ana.type('database move')
    await ana.expectFits()
    await ana.activate(dialog.getByRole('button', { name: 'Plan it' }))
    await ana.see(page.getByRole('list', { name: 'Maintenance', exact: true }).getByText('database move'))
    await send('CPU is hot')
    expect(await pages('open')).toEqual([])
    await ana.activate(button(/^Alerts of Prometheus/))
    await ana.seeDialog('Alerts of Prometheus')
    const alerts = page.getByRole('list', { name: 'Alerts of Prometheus' })
    await ana.see(alerts.getByText('in maintenance: pages at its end'))
    await ana.see(alerts.getByText('pages nobody, by a rule'))
    await ana.expectFits()
    await page.goto(`${world.app.url}/on-call`)
    await ana.see(page.getByText(/^Alerts of Prometheus page nobody until .*: database move \(1 open alert held\)$/))
    await ana.expectFits()
    await ana.activate(button('End it now: maintenance of Prometheus'))
    await page.getByRole('list', { name: 'Maintenance under way' }).waitFor({ state: 'detached' })
    await world.forward({ seconds: 10 })
    expect(await pages('open')).toEqual(['CPU is hot'])
  }, 90_000)

  test('a page is merged into another, and that one is put off', async () => {
    const { page } = ana
    await send('CPU is hotter')
    await page.goto(`${world.app.url}/on-call`)
    const open = page.getByRole('list', { name: 'Open pages' })
    const one = open.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'CPU is hotter' }) })
    await ana.activate(one.getByRole('button', { name: 'Merge…' }))
    await ana.seeDialog('Into which page?')
    const dialog = page.getByRole('dialog')
    await ana.tabTo(dialog.getByLabel('The page that goes on'))
    await ana.choose('CPU is hot')
    await ana.expectFits()
    await ana.activate(dialog.getByRole('button', { name: 'Merge it' }))
    await ana.see(open.getByText('Ana merged CPU is hotter into it'))
    expect(await pages('open')).toEqual(['CPU is hot'])
    await ana.activate(open.getByRole('button', { name: 'Snooze…' }))
    await ana.seeDialog('When does it ring again?')
    await ana.tabTo(dialog.getByRole('combobox', { name: 'In' }))
    await ana.choose('Until tomorrow morning')
    await ana.see(dialog.getByRole('combobox', { name: 'In' }))
    expect(await dialog.getByRole('combobox', { name: 'In' }).inputValue()).toMatch(
      /^Until tomorrow morning, .*09:00 \(.+\)$/,
    )
    await ana.expectFits()
    await ana.activate(dialog.getByRole('button', { name: 'Snooze it' }))
    await open.waitFor({ state: 'detached' })
    expect(await pages('acknowledged')).toEqual(['CPU is hot'])
    await page.goto(`${world.app.url}/pages`)
    const put = page
      .getByRole('listitem')
      .filter({ has: page.getByRole('heading', { name: 'CPU is hot', exact: true }) })
    await ana.activate(put.locator('summary'))
    await ana.see(put.getByText(/^Ana snoozed it for \d+ h/))
    // What was merged is followed to where it went on.
    const merged = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'CPU is hotter' }) })
    await ana.activate(merged.locator('summary'))
    await ana.see(merged.getByText('Ana merged it into'))
    await ana.activate(merged.getByRole('link', { name: 'CPU is hot', exact: true }))
    expect(new URL(page.url()).hash).toBe(`#${await put.getAttribute('id')}`)
    await ana.expectFits()
  }, 90_000)

  test('a webhook of any JSON is read as a sample says', async () => {
    const { page } = ana
    await page.goto(`${world.app.url}/settings/paging`)
    await ana.activate(button(/^Webhook of Prometheus/))
    await ana.seeDialog('How the webhook of Prometheus is read')
    const dialog = page.getByRole('dialog')
    await ana.tabTo(dialog.getByLabel('Title'))
    await ana.type('{{check}} on {{host}}')
    await ana.tabTo(dialog.getByLabel('A sample of what is sent, as JSON'))
    await ana.type('{"check": "Disk", "host": "db-1", "level": "warning"}')
    await ana.activate(dialog.getByRole('button', { name: 'Try it on the sample' }))
    await ana.see(dialog.getByText('Disk on db-1'))
    await ana.see(dialog.getByText('Severity: warning'))
    await ana.expectFits()
    await ana.activate(dialog.getByRole('button', { name: 'Save' }))
    await dialog.waitFor({ state: 'detached' })
    await ana.activate(button(/^Webhook of Prometheus/))
    await ana.seeDialog('How the webhook of Prometheus is read')
    await expect.poll(() => dialog.getByLabel('Title').inputValue()).toBe('{{check}} on {{host}}')
    expect(ana.complaints).toEqual([])
  }, 90_000)
})
