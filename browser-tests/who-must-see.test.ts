import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createToken } from '@bellwether/contract/people.ts'
import type { Browser, Page } from 'playwright-core'
import { givenTicket } from '../server/desk/desk.builders.ts'
import { callerFor } from '../server/testing/caller.ts'
import { startWorld, supportAddress, type World } from '../server/testing/start-world.ts'
import type { Keyboard } from './keyboard.ts'
import { openBrowser } from './open-browser.ts'
import { sitDownAsAna } from './sign-in.ts'

/* What waits for somebody is on every screen of theirs, and what was refused has a page. */

const found = await openBrowser()
if ('reason' in found) process.stdout.write(`Skipped: who must see it, since no browser starts: ${found.reason}\n`)

const wide = { width: 1280, height: 800 }

describe.skipIf('reason' in found)('who must see it', () => {
  const browser = (found as { browser: Browser }).browser
  let world: World
  let ana: Keyboard
  let page: Page
  beforeAll(async () => {
    world = await startWorld({ evidence: true })
    await givenTicket(world, { from: 'vera@acme.test', subject: 'Seen' })
    ana = await sitDownAsAna(browser, world.app.url, wide)
    page = ana.page
  }, 120_000)
  afterAll(async () => {
    await browser.close()
    await world.stop()
  })

  const open = (path: string) => page.goto(`${world.app.url}${path}`)

  test('a list that a link narrows says so, and how to see all of it', async () => {
    await open(`/desk?${new URLSearchParams({ where: '{"field":"subject","op":"~","value":"elsewhere"}' })}`)
    const filters = page.getByRole('list', { name: 'Filters' })
    await ana.see(filters.getByText('Subject contains elsewhere'))
    await ana.see('No ticket fits')
    await ana.activate(page.getByRole('button', { name: 'Remove this filter' }))
    await ana.see(page.getByRole('link', { name: 'Seen' }))
    expect(await filters.count()).toBe(0)
    await open(`/desk?${new URLSearchParams({ where: '{"not":{"field":"subject","op":"~","value":"Seen"}}' })}`)
    await ana.see('Narrowed by a condition in the link')
    await ana.activate(page.getByRole('button', { name: 'Show all of the list' }))
    await ana.see(page.getByRole('link', { name: 'Seen' }))
  }, 60_000)

  test('a link with a view that is none says so', async () => {
    await open('/desk?view=nonsense')
    await ana.see('There is no view “nonsense” here: this is the whole queue.')
    await ana.see(page.getByRole('link', { name: 'Seen' }))
  }, 60_000)

  test('a held mail is on every screen until somebody has dealt with it', async () => {
    const notice = page.getByRole('complementary', { name: 'Mail that needs somebody' })
    await open('/desk')
    await ana.see(page.getByRole('link', { name: 'Seen' }))
    expect(await notice.count()).toBe(0)

    await world.deliver('Subject: Nobody wrote this\r\n\r\nHello', { from: '', to: [supportAddress] })
    await world.settle()
    for (const path of ['/desk', '/tickets/1', '/evidence', '/signals', '/reports', '/settings/people']) {
      await open(path)
      await ana.see(notice.getByText('Mail on no ticket: 1 held.'))
    }
    await ana.expectFits()
    await ana.activate(notice.getByRole('link', { name: 'Look at it' }))
    await ana.see('Nobody wrote this')

    await ana.activate(page.getByRole('button', { name: 'Set the mail Nobody wrote this aside' }))
    await ana.see(page.getByRole('dialog'))
    await ana.type('an advertisement')
    await ana.activate(page.getByRole('button', { name: 'Set aside', exact: true }))
    await ana.see('Ana: an advertisement')
    await notice.waitFor({ state: 'detached' })
  }, 90_000)

  test('a refused line of events is on the page of the intake, with its reason and without its secrets', async () => {
    await open('/settings/intake')
    await ana.see('Nothing was sent in the last 7 days')
    await ana.see('No line was refused in the last 7 days')

    const { token } = await world.ana.call(createToken, { body: { name: 'exporter', permissions: ['evidence.write'] } })
    const good = JSON.stringify({ timestamp: world.clock.now().toISOString(), 'service.name': 'web', status: 200 })
    const bad = '{"timestamp":"yesterday","authorization":"Bearer s3cret-t0ken"}'
    const answer = await callerFor(() => world.app.url, token).raw('/api/evidence/events', {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson' },
      body: [good, bad, good].join('\n'),
    })
    expect(await answer.json()).toMatchObject({ accepted: 2, refusedCount: 1 })
    await world.app.flushEvidence()

    const source = page.getByRole('group', { name: 'Sources of evidence' }).getByRole('row', { name: /exporter/ })
    await expect
      .poll(async () => (await open('/settings/intake'), await source.waitFor(), await source.innerText()), {
        timeout: 15_000,
      })
      .toMatch(/2\s+1\s/)
    const line = page.getByRole('group', { name: 'Refused lines' }).getByRole('row', { name: /yesterday/ })
    await ana.see(line.getByText('"timestamp" must be an ISO 8601 instant', { exact: false }))
    await ana.see(line.getByText('exporter'))
    expect(await page.content()).not.toContain('s3cret')
    await ana.expectFits()
    expect(ana.complaints).toEqual([])
  }, 90_000)
})
