import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunServer, runServer } from '../server/testing/run-server.ts'
import { type Keyboard, keyboardOf } from './keyboard.ts'
import { openBrowser } from './open-browser.ts'
import { stagesOf } from './stages.ts'

/* Somebody who has never seen the product walks through the demo by what its line says, by keyboard alone. */

const found = await openBrowser()
if ('reason' in found)
  process.stdout.write(`Skipped: the walk through the demo, since no browser starts: ${found.reason}\n`)

describe.skipIf('reason' in found)('the walk through the demo', () => {
  const browser = (found as { browser: Browser }).browser
  const dataFolder = mkdtempSync(join(tmpdir(), 'bw-demo-'))
  let server: RunServer
  let visitor: Keyboard
  let page: Page

  beforeAll(async () => {
    server = await runServer({ BELLWETHER_DATA: dataFolder })
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' })
    visitor = keyboardOf(await context.newPage())
    page = visitor.page
  }, 120_000)
  afterAll(async () => {
    await browser.close()
    await server.terminate()
    rmSync(dataFolder, { recursive: true, force: true })
  })

  const stage = stagesOf(async (name) => {
    const path = join(tmpdir(), 'bellwether-demo.png')
    await page.screenshot({ path })
    process.stdout.write(`Where this failed: ${name}, the screen was ${path} at ${page.url()}\n`)
  })
  const banner = () => page.getByRole('complementary', { name: 'Demo' })
  const coach = (words: string | RegExp) => banner().getByRole('status').getByText(words)
  const follow = (words: RegExp) => visitor.activate(banner().getByRole('link', { name: words }))

  stage(
    'the first-run page loads the demo instead, and shows the afternoon as it is played',
    async () => {
      await page.goto(`${server.url}/setup?token=${server.setupToken}`)
      await visitor.activate(page.getByRole('button', { name: 'Load the demo instead' }))
      await visitor.see(page.getByRole('heading', { name: 'A Friday at a hosting company' }))
      await visitor.see(page.getByRole('progressbar', { name: 'Sent of the past' }))
      await visitor.see(page.getByRole('img', { name: /^Events and errors/ }))
      await visitor.expectFits()
      await page.setViewportSize({ width: 1280, height: 800 })
      await page.getByRole('heading', { name: 'Queue' }).waitFor({ timeout: 150_000 })
    },
    180_000,
  )
  stage('the urgent mail comes by itself, in time, and the line leads to it', async () => {
    await coach(/writes to the emergency address/).waitFor({ timeout: 60_000 })
    await visitor.expectFits()
    await page.setViewportSize({ width: 1280, height: 800 })
    await follow(/writes to the emergency address/)
    await visitor.see(page.getByRole('heading', { name: 'Checkout fails for some customers' }))
    await visitor.press('c')
    await visitor.see(coach('2 of 8'))
  })
  stage('the customer is answered in time', async () => {
    await visitor.press('r')
    await visitor.type('We see it, and are on it.')
    await visitor.press('Control+Enter')
    await visitor.see(page.getByRole('list').getByText('We see it, and are on it.'))
    await visitor.see(coach('3 of 8'))
    await visitor.press('Escape')
  })
  stage('w asks who else, and a report is drafted', async () => {
    await visitor.see(page.getByRole('list', { name: 'Errors' }).getByText('edge function of'))
    await visitor.press('w')
    await visitor.see(page.getByRole('region', { name: 'Finding' }))
    await visitor.press('R')
    await visitor.see(page.getByRole('heading', { name: /^R\d+ / }))
    await visitor.see(coach('4 of 8'))
  })
  stage('the report is handed off to Infrastructure', async () => {
    await visitor.tabTo(page.getByLabel('How to reproduce it'))
    await visitor.type('curl -i through a northstar PoP to any function: one in four answers 502.')
    await visitor.press('Tab')
    await visitor.see('Ready to page')
    await visitor.press('Escape', 'h')
    const dialog = page.getByRole('dialog')
    await visitor.see(dialog.getByText('Ready to page'))
    await visitor.choose('Infrastructure')
    await visitor.activate(dialog.getByRole('button', { name: 'Hand off and page' }))
    await dialog.waitFor({ state: 'detached' })
    await visitor.see(coach('5 of 8'))
  })
  stage('nobody has to wait for the decision', async () => {
    await visitor.activate(banner().getByRole('button', { name: 'Play at 10×' }))
    await visitor.see(banner().getByRole('button', { name: '10×', pressed: true }))
    await coach('6 of 8').waitFor({ timeout: 50_000 })
  })
  stage(
    'nor for the recovery',
    async () => {
      await visitor.activate(banner().getByRole('button', { name: 'Jump to recovery' }))
      await coach('7 of 8').waitFor({ timeout: 100_000 })
      await visitor.see(page.getByRole('heading', { name: /^Recovered: at zero for 15 minutes/ }))
    },
    120_000,
  )
  stage('the clock is held, and runs on', async () => {
    await visitor.activate(banner().getByRole('button', { name: 'Pause' }))
    await visitor.see(banner().getByRole('button', { name: 'Pause', pressed: true }))
    await visitor.activate(banner().getByRole('button', { name: '1×', exact: true }))
    await visitor.see(banner().getByRole('button', { name: '1×', pressed: true, exact: true }))
  })
  stage('everyone who wrote in is told', async () => {
    await visitor.press('t')
    const dialog = page.getByRole('dialog')
    await visitor.activate(dialog.getByRole('button', { name: /^Send \d+ mails$/ }))
    await dialog.waitFor({ state: 'detached' })
    await visitor.see(coach('8 of 8'))
  })
  stage('the ticket is resolved, and that was all', async () => {
    await follow(/^Resolve #/)
    await visitor.see(page.getByRole('heading', { name: 'Checkout fails for some customers' }))
    await visitor.press('e')
    const dialog = page.getByRole('dialog')
    await visitor.see(dialog.getByLabel('It needs no document'))
    await visitor.press('ArrowUp')
    await visitor.tabTo(dialog.getByLabel('Why it needs none'))
    await visitor.type('Our fault; the report explains it.')
    await visitor.activate(dialog.getByRole('button', { name: 'Resolve' }))
    // A dialog that closes gives the focus back: until then Tab and Enter are not the visitor's own.
    await dialog.waitFor({ state: 'detached' })
    await visitor.see(coach('You have finished.'))
    await visitor.expectFits()
    await page.setViewportSize({ width: 1280, height: 800 })
  })
  stage('what happened is read from beginning to end', async () => {
    await follow(/This is what happened/)
    await visitor.see(page.getByRole('heading', { name: 'This is what happened' }))
    await visitor.see(page.getByText('wrote to the emergency address: Checkout fails for some customers'))
    await visitor.see(page.getByText('from the mail to recovery'))
    await visitor.expectFits()
  })
  test('no script broke, no policy was violated', () => {
    expect(visitor.complaints).toEqual([])
  })
})
