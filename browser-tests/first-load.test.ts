import { gzipSync } from 'node:zlib'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { givenTicket } from '../server/desk/desk.builders.ts'
import { startWorld, type World } from '../server/testing/start-world.ts'
import { openBrowser } from './open-browser.ts'
import { sitDownAsAna } from './sign-in.ts'

/* What a window fetches before it shows the queue, or a ticket: few files, little of them. */

const found = await openBrowser()
if ('reason' in found) process.stdout.write(`Skipped: the first load, since no browser starts: ${found.reason}\n`)

const filesMax = 9

describe.skipIf('reason' in found)('the first load', () => {
  const browser = (found as { browser: Browser }).browser
  let world: World
  beforeAll(async () => {
    world = await startWorld()
    await givenTicket(world, { from: 'vera@acme.test', subject: 'Seen' })
  }, 120_000)
  afterAll(async () => {
    await browser.close()
    await world.stop()
  })

  test.each([
    ['/desk', 'Queue', 250],
    // With the composer, the questions to teams and the chart of the evidence.
    ['/tickets/1', 'Seen', 330],
  ])('of %s', async (path, heading, kilobytesMax) => {
    const { page } = await sitDownAsAna(browser, world.app.url, { width: 1280, height: 800 })
    const cookies = await page.context().cookies()
    await page.context().close()
    const context = await browser.newContext()
    await context.addCookies(cookies)
    const fresh = await context.newPage()
    const scripts: Promise<{ name: string; kilobytes: number }>[] = []
    fresh.on('response', (response) => {
      if (response.request().resourceType() !== 'script') return
      const name = new URL(response.url()).pathname
      scripts.push(response.body().then((body) => ({ name, kilobytes: gzipSync(body).length / 1024 })))
    })
    await fresh.goto(`${world.app.url}${path}`)
    await fresh.getByRole('heading', { name: heading, level: 1 }).waitFor()
    await fresh.waitForLoadState('networkidle').catch(() => undefined)
    const loaded = await Promise.all(scripts)
    const sum = loaded.reduce((total, { kilobytes }) => total + kilobytes, 0)
    process.stdout.write(`First load of ${path}: ${loaded.length} script files, ${sum.toFixed(0)} KB gzipped\n`)
    expect(loaded.length).toBeLessThanOrEqual(filesMax)
    expect(sum).toBeLessThanOrEqual(kilobytesMax)
    await context.close()
  })
})
