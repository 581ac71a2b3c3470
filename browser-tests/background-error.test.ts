import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createToken } from '@bellwether/contract/people.ts'
import type { Browser } from 'playwright-core'
import { callerFor } from '../server/testing/caller.ts'
import { startWorld, type World } from '../server/testing/start-world.ts'
import type { Keyboard } from './keyboard.ts'
import { openBrowser } from './open-browser.ts'
import { sitDownAsAna } from './sign-in.ts'

/* An error that is everywhere alike and older than the evidence: the screen claims no cause. */

const found = await openBrowser()
if ('reason' in found) process.stdout.write(`Skipped: a background error, since no browser starts: ${found.reason}\n`)

const minutes = 90
const requestsPerMinute = 60
/** Every so many requests fail; it divides none of the counts below, so that no part of the traffic stands out. */
const failsEvery = 41
const [hosts, customers, cdns, versions] = [12, 15, 2, 2]

describe.skipIf('reason' in found)('a background error', () => {
  const browser = (found as { browser: Browser }).browser
  let world: World
  let ana: Keyboard
  beforeAll(async () => {
    world = await startWorld({ evidence: true })
    const { token } = await world.ana.call(createToken, { body: { name: 'shipper', permissions: ['evidence.write'] } })
    const from = world.clock.now().getTime() - minutes * 60_000
    const lines = Array.from({ length: minutes * requestsPerMinute }, (_, at) => {
      const isFailed = at % failsEvery === 0
      return JSON.stringify({
        timestamp: new Date(from + (at * 60_000) / requestsPerMinute).toISOString(),
        'service.name': 'cache',
        'service.version': `1.${at % versions}`,
        'host.name': `h${at % hosts}`,
        'customer.id': `c${at % customers}`,
        cdn: at % cdns === 0 ? 'north' : 'south',
        'http.response.status_code': isFailed ? 503 : 200,
        ...(isFailed ? { 'error.message': 'no room left in the cache' } : {}),
      })
    })
    const answer = await callerFor(() => world.app.url, token).raw('/api/evidence/events', {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson' },
      body: lines.join('\n'),
    })
    expect(await answer.json()).toMatchObject({ accepted: lines.length })
    await world.app.flushEvidence()
    ana = await sitDownAsAna(browser, world.app.url, { width: 1280, height: 900 })
  }, 120_000)
  afterAll(async () => {
    await browser.close()
    await world.stop()
  })

  test('has no slice and no deploy, is older than the history, and a report is not what comes first', async () => {
    const { page } = ana
    await page.goto(`${world.app.url}/evidence`)
    await ana.see(page.getByText(/^Nothing more frequent than in the time since .*: this error came then as well/))
    await ana.activate(page.getByText('1 usual error'))
    await ana.see('no room left in the cache')
    await ana.expectFits()
    await ana.press('j', 'w')
    const finding = page.getByRole('region', { name: 'Finding' })
    await ana.see(finding.getByText('no slice explains it'))
    await ana.see(finding.getByText('It is as old as our history, or older.'))
    expect(await finding.textContent()).not.toMatch(/on cdn|on host|None of \d+ deploys/)
    await ana.see(page.getByText('No part of the traffic stands out: it happens everywhere alike.'))
    const draft = page.getByRole('button', { name: /Draft trouble report/ })
    expect(await draft.getAttribute('data-variant')).toBe('default')
    await ana.expectFits()
    expect(ana.complaints).toEqual([])
  }, 60_000)
})
