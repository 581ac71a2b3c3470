import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Browser } from 'playwright-core'
import { listPages, listRooms, openPage, resolvePage } from '@bellwether/contract/pager.ts'
import { startWorld, type World } from '../server/testing/start-world.ts'
import { openBrowser } from './open-browser.ts'
import { sitDownAsAna } from './sign-in.ts'

const found = await openBrowser()
if ('reason' in found) process.stdout.write(`Skipped: paging by keyboard, since no browser starts: ${found.reason}\n`)

/* From the key of a monitoring system to a page that somebody ends. */
describe.skipIf('reason' in found)('paging by keyboard', () => {
  const browser = (found as { browser: Browser }).browser
  let world: World
  beforeAll(async () => {
    // Nobody listens there: channels are offered all the same.
    const environment = { IRC_URL: 'irc://bell@127.0.0.1:9' }
    world = await startWorld({ startsAt: '2026-01-16T18:30:00.000Z', environment })
    await world.person('Bo', { teams: ['support'] })
  }, 120_000)
  afterAll(async () => {
    await browser.close()
    await world.stop()
  })

  test.each([
    ['wide', { width: 1280, height: 800 }],
    ['narrow', { width: 390, height: 844 }],
  ])(
    'a source is added, its alert rings, and whoever is paged acts on it, %s',
    async (name, size) => {
      const ana = await sitDownAsAna(browser, world.app.url, size)
      const { page } = ana
      const button = (text: string) => page.getByRole('button', { name: text, exact: true })
      await page.goto(`${world.app.url}/settings/paging`)
      await ana.see(page.getByRole('list', { name: 'If it rang now for Support' }))
      await ana.expectFits()
      await ana.activate(button('Add a source'))
      const dialog = page.getByRole('dialog', { name: 'Add a source of alerts' })
      await ana.tabTo(dialog.getByLabel('Name'))
      await ana.type(`Prometheus ${name}`)
      await ana.tabTo(dialog.getByLabel('Team that it pages'))
      await ana.choose()
      await ana.activate(button('Add the source'))
      await ana.see('This is the only time that its key is shown.')
      const key = await dialog.locator('code').first().textContent()
      await ana.expectFits()
      await ana.activate(button('I have kept it'))

      const payload = { summary: `Disk ${name} is full`, source: 'db-1', severity: 'critical' }
      const body = JSON.stringify({ routing_key: key, event_action: 'trigger', payload })
      const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body }
      expect((await fetch(`${world.app.url}/v2/enqueue`, init)).status).toBe(202)
      await page.goto(`${world.app.url}/on-call`)
      const open = page.getByRole('list', { name: 'Open pages' })
      await ana.see(open.getByText(`Disk ${name} is full`))
      await ana.see(open.getByText('The next step is at'))
      await ana.expectFits()
      await ana.activate(open.getByRole('button', { name: 'Add a note' }))
      await ana.tabTo(page.getByRole('dialog').getByLabel('Note'))
      await ana.type('I look at it.')
      await ana.activate(button('Add the note'))
      await ana.see(open.getByText('Ana: I look at it.'))
      await ana.activate(open.getByRole('button', { name: 'Ring the next step now' }))
      await ana.see(open.getByText('Ana took the next step'))
      await ana.see(open.getByText(/^Step \d rang for /))
      await ana.expectFits()
      await ana.activate(open.getByRole('button', { name: 'End it' }))
      await open.waitFor({ state: 'detached' })
      expect((await world.ana.call(listPages, { query: { state: 'open' } })).items).toEqual([])
      expect(ana.complaints).toEqual([])
      await page.context().close()
    },
    90_000,
  )

  test('a team names its rooms, says who may page there, reads why one was not told, and removes it', async () => {
    const ana = await sitDownAsAna(browser, world.app.url, { width: 390, height: 844 })
    const { page } = ana
    const button = (text: string) => page.getByRole('button', { name: text, exact: true })
    const dialog = page.getByRole('dialog', { name: 'Add a room' })
    await page.goto(`${world.app.url}/settings/paging`)
    await ana.see('None yet. Pages reach people all the same.')
    await ana.activate(button('Add a room'))
    await ana.tabTo(dialog.getByLabel('Team whose pages are said there'))
    await ana.choose('Support')
    await ana.tabTo(dialog.getByLabel('Channel'))
    await ana.type('ops')
    await ana.activate(button('Add the room'))
    await ana.see('Write the name of a channel, such as #ops.')
    await ana.expectFits()
    await ana.tabTo(dialog.getByLabel('Channel'))
    await ana.press('Control+a')
    await ana.type('#ops')
    await ana.activate(button('Add the room'))
    await dialog.waitFor({ state: 'detached' })
    const mayPage = page.getByRole('switch', { name: 'Whoever is in #ops of Support may page' })
    await ana.tabTo(mayPage)
    await ana.press('Space')
    const rooms = async () => (await world.ana.call(listRooms, {})).items
    await expect.poll(async () => (await rooms())[0]?.mayPage).toBe(true)

    await world.ana.call(openPage, { body: { team: 'support', title: 'Fire', body: '', urgency: 'high' } })
    await expect.poll(async () => (await rooms())[0]?.lastError, { timeout: 20_000 }).not.toBe(null)
    await page.reload()
    await ana.see(page.getByText(/^not taken there: the IRC server/))
    await ana.expectFits()
    await ana.activate(button('Remove #ops of Support'))
    await ana.see('Nothing more is said there.')
    await ana.expectFits()
    await ana.activate(button('Remove'))
    await ana.see('None yet. Pages reach people all the same.')
    for (const { id } of (await world.ana.call(listPages, { query: { state: 'open' } })).items)
      await world.ana.call(resolvePage, { params: { id } })
    expect(ana.complaints).toEqual([])
    await page.context().close()
  }, 90_000)

  test('a team is paged by hand', async () => {
    const ana = await sitDownAsAna(browser, world.app.url, { width: 390, height: 844 })
    const { page } = ana
    await page.goto(`${world.app.url}/on-call`)
    await ana.activate(page.getByRole('button', { name: 'Page a team' }))
    const dialog = page.getByRole('dialog', { name: 'Page a team' })
    await ana.tabTo(dialog.getByLabel('Team'))
    await ana.choose()
    await ana.tabTo(dialog.getByLabel('What is wrong, in one line'))
    await ana.type('The lights went out')
    await ana.expectFits()
    await ana.activate(dialog.getByRole('button', { name: 'Wake them' }))
    await ana.see(page.getByRole('list', { name: 'Open pages' }).getByText('The lights went out'))
    const { items } = await world.ana.call(listPages, { query: { state: 'open' } })
    expect(items.map(({ title }) => title)).toEqual(['The lights went out'])
    await world.ana.call(resolvePage, { params: { id: items[0]?.id ?? '' } })
    expect(ana.complaints).toEqual([])
    await page.context().close()
  }, 60_000)

  test('what rings for a team is changed, and shown as if it rang now', async () => {
    const ana = await sitDownAsAna(browser, world.app.url, { width: 1280, height: 800 })
    const { page } = ana
    await page.goto(`${world.app.url}/settings/paging`)
    await ana.see(page.getByRole('list', { name: 'If it rang now for Support' }))
    await ana.activate(page.getByRole('button', { name: 'Change what rings for Support' }))
    const dialog = page.getByRole('dialog', { name: 'What rings for Support' })
    await ana.activate(dialog.getByRole('button', { name: 'Add a step' }))
    await ana.activate(dialog.getByRole('button', { name: 'Save' }))
    await ana.see('Choose whom it notifies.')
    await ana.tabTo(dialog.getByLabel('And for these people').last())
    await ana.choose('Bo')
    await ana.press('Escape')
    await ana.activate(dialog.getByRole('button', { name: 'Save' }))
    const steps = page.getByRole('list', { name: 'If it rang now for Support' })
    await ana.see(steps.getByText('After 20 minutes'))
    await ana.see(steps.getByText('Bo').last())
    await ana.expectFits()
    expect(ana.complaints).toEqual([])
    await page.context().close()
  }, 60_000)
})
