import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Browser } from 'playwright-core'
import {
  addAlertSource,
  addHeartbeat,
  listAlertSources,
  listHeartbeats,
  listPages,
} from '@bellwether/contract/pager.ts'
import { startWorld, type World } from '../server/testing/start-world.ts'
import type { Keyboard } from './keyboard.ts'
import { openBrowser } from './open-browser.ts'
import { sitDownAsAna } from './sign-in.ts'

const found = await openBrowser()
if ('reason' in found) process.stdout.write(`Skipped: sources by keyboard, since no browser starts: ${found.reason}\n`)

/* What is done with a source of alerts and a heartbeat after they were added: changed, paused, given a new key. */
describe.skipIf('reason' in found)('sources and heartbeats by keyboard', () => {
  const browser = (found as { browser: Browser }).browser
  let world: World
  let ana: Keyboard
  let source: { id: string; webhookUrl: string }
  let pingUrl: string
  beforeAll(async () => {
    world = await startWorld({ startsAt: '2026-01-16T18:30:00.000Z' })
    await world.team('platform')
    source = await world.ana.call(addAlertSource, { body: { team: 'support', name: 'Prometheus' } })
    const body = { team: 'support', name: 'Nightly backup', periodSeconds: 300, graceSeconds: 60 }
    pingUrl = (await world.ana.call(addHeartbeat, { body })).pingUrl
    ana = await sitDownAsAna(browser, world.app.url, { width: 1280, height: 800 })
    await ana.page.goto(`${world.app.url}/settings/paging`)
  }, 120_000)
  afterAll(async () => {
    await browser.close()
    await world.stop()
  })

  const button = (name: string) => ana.page.getByRole('button', { name, exact: true })
  const dialog = () => ana.page.getByRole('dialog')
  const send = (title: string, url = source.webhookUrl) =>
    fetch(`${world.app.url}${new URL(url).pathname}`, { method: 'POST', body: JSON.stringify({ title }) })
  const ping = async (url: string) => (await fetch(`${world.app.url}${new URL(url).pathname}`)).status
  const confirm = async (name: 'Pause' | 'Resume', title: string): Promise<void> => {
    await ana.seeDialog(title)
    await ana.expectFits()
    await ana.activate(dialog().getByRole('button', { name, exact: true }))
    await dialog().waitFor({ state: 'detached' })
  }

  test('a source is called otherwise and pages another team', async () => {
    await ana.activate(button('Change Prometheus'))
    await ana.seeDialog('Change Prometheus')
    await ana.press('Control+A')
    await ana.type('Grafana')
    await ana.tabTo(dialog().getByRole('combobox', { name: 'Team that it pages' }))
    await ana.choose('platform')
    await ana.expectFits()
    await ana.activate(dialog().getByRole('button', { name: 'Save' }))
    const list = ana.page.getByRole('list', { name: 'Where alerts come from' })
    await ana.see(list.getByText('Grafana'))
    expect((await world.ana.call(listAlertSources, {})).items).toMatchObject([
      { name: 'Grafana', team: { slug: 'platform' } },
    ])
    await ana.expectFits()
  }, 90_000)

  test('a source that is paused says so in its list and on On call, and goes on there', async () => {
    await ana.activate(button('Pause Grafana'))
    await confirm('Pause', 'Pause Grafana?')
    const mark = ana.page.getByRole('list', { name: 'Where alerts come from' }).getByText(/^paused by Ana, /)
    await ana.see(mark)
    expect((await send('Disk is full')).status).toBe(202)
    expect((await world.ana.call(listPages, {})).items).toEqual([])
    await ana.page.goto(`${world.app.url}/on-call`)
    const notes = ana.page.getByRole('list', { name: 'Paused: wakes nobody' })
    await ana.see(notes.getByText('Alerts of Grafana page nobody in platform. 1 open alert held.'))
    await ana.expectFits()
    await ana.activate(button('Resume Grafana'))
    await ana.seeDialog('Resume Grafana?')
    await ana.see('New alerts page again, and so does what came meanwhile and is open: 1 alert.')
    await confirm('Resume', 'Resume Grafana?')
    await notes.waitFor({ state: 'detached' })
    await world.forward({ seconds: 20 })
    expect((await world.ana.call(listPages, {})).items.map(({ title }) => title)).toEqual(['Disk is full'])
  }, 90_000)

  test('its key is renewed, is shown until it was kept, and the old one works meanwhile', async () => {
    await ana.page.goto(`${world.app.url}/settings/paging`)
    await ana.activate(button('New key for Grafana'))
    await ana.seeDialog('A new key for Grafana')
    await ana.see(dialog().getByText('works for 24 hours more'))
    await ana.see(dialog().getByText('Its address for mail stays, unless the old key stops at once'))
    await ana.expectFits()
    await ana.activate(dialog().getByRole('button', { name: 'Make a new key' }))
    const shown = dialog().getByRole('figure').filter({ hasText: 'Address for a webhook of any JSON' })
    await ana.see(shown)
    const url = (await shown.locator('code').textContent()) ?? ''
    await ana.press('Escape')
    await expect.poll(() => ana.page.evaluate('document.activeElement.textContent')).toBe('I have kept it')
    await ana.see(dialog().getByText('It is not shown again.'))
    await ana.page.mouse.click(5, 5)
    await ana.see(shown)
    await ana.expectFits()
    await ana.activate(dialog().getByRole('button', { name: 'I have kept it' }))
    await dialog().waitFor({ state: 'detached' })
    const note = ana.page.getByText(/^The old key works until .*; nobody has used it since\.$/)
    await ana.see(note)
    expect([(await send('By the new', url)).status, (await send('By the old')).status]).toEqual([202, 202])
    await ana.page.reload()
    await ana.see(ana.page.getByText(/^The old key works until .*; it was used /))
    // One that leaked stops at once.
    await ana.activate(button('New key for Grafana'))
    await ana.seeDialog('A new key for Grafana')
    await ana.tabTo(dialog().getByRole('radio', { name: 'works for 24 hours more' }))
    await ana.press('ArrowDown')
    await ana.activate(dialog().getByRole('button', { name: 'Make a new key' }))
    await ana.activate(dialog().getByRole('button', { name: 'I have kept it' }))
    expect([(await send('x', url)).status, (await send('y')).status]).toEqual([404, 404])
    await ana.expectFits()
  }, 90_000)

  test('a row of its alerts opens what was sent, by an address that somebody else can open, and its page', async () => {
    await ana.page.goto(`${world.app.url}/settings/paging`)
    await ana.activate(ana.page.getByRole('button', { name: /^Alerts of Grafana/ }))
    await ana.seeDialog('Alerts of Grafana')
    const rows = dialog().getByRole('list', { name: 'Alerts of Grafana' })
    await ana.see(rows.getByRole('link', { name: 'Its page: Disk is full' }))
    await ana.activate(rows.getByRole('link', { name: 'Disk is full', exact: true }))
    await ana.see(dialog().getByText('"title": "Disk is full"'))
    await ana.expectFits()
    const address = ana.page.url()
    await ana.activate(dialog().getByRole('button', { name: 'All alerts of Grafana' }))
    await ana.see(rows)
    await ana.press('Escape')
    await dialog().waitFor({ state: 'detached' })
    expect(new URL(ana.page.url()).search).toBe('')
    await ana.page.goto(address)
    await ana.see(dialog().getByText('"title": "Disk is full"'))
    await ana.activate(dialog().getByRole('link', { name: 'Disk is full' }))
    await ana.see(ana.page.getByRole('heading', { name: 'Pages', exact: true }))
    const [page] = (await world.ana.call(listPages, {})).items.filter(({ title }) => title === 'Disk is full')
    expect(new URL(ana.page.url()).hash).toBe(`#${page?.id}`)
    await ana.expectFits()
    await ana.page.setViewportSize({ width: 1280, height: 800 })
    await ana.activate(ana.page.locator(`[id="${page?.id}"]`).getByRole('link', { name: 'Grafana', exact: true }))
    await ana.see(dialog().getByText('"title": "Disk is full"'))
    await ana.page.goto(`${world.app.url}/settings/paging`)
  }, 90_000)

  test('a heartbeat is changed, paused, resumed, and given a new address', async () => {
    await ping(pingUrl)
    const [ofSource, ofHeartbeat] = [
      ana.page.getByRole('button', { name: /^Alerts of/ }),
      button('Change Nightly backup'),
    ]
    expect((await ofSource.boundingBox())?.x).toBe((await ofHeartbeat.boundingBox())?.x)
    await ana.activate(button('Change Nightly backup'))
    await ana.seeDialog('Change Nightly backup')
    await expect.poll(() => dialog().getByRole('textbox', { name: 'It calls every' }).inputValue()).toBe('5')
    await ana.tabTo(dialog().getByRole('textbox', { name: 'It calls every' }))
    await ana.press('Control+A')
    await ana.type('30')
    await ana.expectFits()
    await ana.activate(dialog().getByRole('button', { name: 'Save' }))
    const list = ana.page.getByRole('list', { name: 'Heartbeats' })
    await ana.see(list.getByText('every 30 min, at most 1 min late; pages Support'))
    await ana.activate(button('Pause Nightly backup'))
    await confirm('Pause', 'Pause Nightly backup?')
    await ana.see(list.getByText(/^paused by Ana, /))
    await ping(`${pingUrl}/fail`)
    expect((await world.ana.call(listHeartbeats, {})).items).toMatchObject([{ state: 'paused' }])
    await ana.activate(button('Resume Nightly backup'))
    await confirm('Resume', 'Resume Nightly backup?')
    await ana.see(list.getByText('heard of in time'))
    await ana.activate(button('New key for Nightly backup'))
    await ana.seeDialog('A new key for Nightly backup')
    await ana.activate(dialog().getByRole('button', { name: 'Make a new key' }))
    const shown = dialog().getByRole('figure').filter({ hasText: 'At the end of the job' })
    await ana.see(shown)
    const url = ((await shown.locator('code').textContent()) ?? '').split(' ').at(-1) ?? ''
    await ana.expectFits()
    await ana.activate(dialog().getByRole('button', { name: 'I have kept it' }))
    expect([await ping(url), await ping(pingUrl)]).toEqual([200, 200])
    await ana.expectFits()
    expect(ana.complaints).toEqual([])
  }, 90_000)
})
