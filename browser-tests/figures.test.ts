import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import * as desk from '@bellwether/contract/desk.ts'
import { again, givenCustomer, givenTicket } from '../server/desk/desk.builders.ts'
import { askTeam } from '../server/desk/hand-offs/hand-off.builders.ts'
import { startWorld, type World } from '../server/testing/start-world.ts'
import type { Keyboard } from './keyboard.ts'
import { openBrowser } from './open-browser.ts'
import { sitDownAsAna } from './sign-in.ts'

const found = await openBrowser()
if ('reason' in found) process.stdout.write(`Skipped: figures by keyboard, since no browser starts: ${found.reason}\n`)

const wide = { width: 1280, height: 800 }

/** Of two tickets one is answered in time and resolved, and the other late; a team was asked about it. */
async function playAFriday(world: World): Promise<void> {
  const network = await world.team('network')
  const nora = await world.person('Nora', { teams: ['network'] })
  await givenCustomer(world, 'acme', { plan: 'premium', name: '=Acme' })
  const reply = async (ticket: { id: string }) => {
    const { newestMessageId: seenMessageId } = await again(world, ticket)
    await world.ana.call(desk.replyToTicket, { params: { id: ticket.id }, body: { text: 'So.', seenMessageId } })
  }
  const right = await givenTicket(world, { from: 'vera@acme.test', subject: 'Answered in time' })
  await world.forward({ minutes: 30 })
  await reply(right)
  await world.ana.call(desk.resolveTicket, { params: { id: right.id }, body: {} })
  const late = await givenTicket(world, { from: 'vera@acme.test', subject: 'Answered late' })
  const asked = await askTeam(world.ana, late, { toTeam: network })
  await world.forward({ minutes: 90 })
  await nora.call(desk.answerHandOff, { params: { id: asked.id }, body: { text: 'A route.' } })
  await reply(late)
}

describe.skipIf('reason' in found)('figures by keyboard', () => {
  const browser = (found as { browser: Browser }).browser
  let world: World
  let ana: Keyboard
  let page: Page
  beforeAll(async () => {
    world = await startWorld()
    ana = await sitDownAsAna(browser, world.app.url, wide)
    page = ana.page
  }, 120_000)
  afterAll(async () => {
    await browser.close()
    await world.stop()
  })

  const table = (name: string) => page.getByRole('group', { name, exact: true })
  const heading = (name: string) => page.getByRole('heading', { name, exact: true })

  test('before anything happened the page says what will be there', async () => {
    await ana.press('g', 'f')
    await ana.see(heading('Figures'))
    await ana.see('No ticket was opened in these weeks')
    await ana.expectFits()
    await page.setViewportSize(wide)
  }, 60_000)

  test('the first word and what was opened again stand first, over the weeks and in a table', async () => {
    await playAFriday(world)
    await page.reload()
    const tiles = page.getByLabel('Figures of these weeks')
    await ana.see(tiles.getByText('1 of 2 timed'))
    expect(await tiles.locator('dt').allTextContents()).toEqual([
      'Reopened',
      'First word in time',
      'First word, median',
      'Later words in time',
      'Touched again',
      'Doc debt',
      'Satisfied',
    ])
    await ana.see(
      page.getByRole('img', { name: /^Reopened and First word in time over how many, week by week from 27 Oct 2025/ }),
    )
    const week = table('Tickets by week').getByRole('row', { name: /^12 Jan 2026/ })
    await ana.see(week.getByText('1 late'))
    await ana.expectFits()
    await page.setViewportSize(wide)
  }, 60_000)

  test('a choice stands in the address, and a number leads to its tickets', async () => {
    await ana.tabTo(page.getByLabel('By', { exact: true }))
    await ana.type('Customer')
    const acme = table('Tickets by customer').getByRole('row', { name: /^=Acme/ })
    await ana.see(acme)
    expect(new URL(page.url()).search).toBe('?by=customer')
    await page.reload()
    await ana.activate(acme.getByRole('link', { name: '1 late' }))
    await ana.see(heading('All'))
    await ana.see('Answered late')
    expect(await page.getByText('Answered in time').count()).toBe(0)
    await page.goBack()
    await ana.see(acme)
  }, 60_000)

  test('the table is saved as it is shown, and no name of a customer is a formula', async () => {
    const saved = page.waitForEvent('download')
    await ana.activate(page.getByRole('button', { name: 'Save as CSV' }))
    const download = await saved
    expect(download.suggestedFilename()).toBe('tickets-by-customer-2025-10-27.csv')
    const [head, row, ...rest] = (await readFile(await download.path(), 'utf8')).split('\r\n')
    expect(head).toMatch(
      /^\uFEFFCustomer,"Reopened, share","Reopened, count","Reopened, of","First word in time, share"/,
    )
    expect(row).toMatch(/^'=Acme,0,0,1,0\.5,1,2,/)
    expect(rest).toEqual([''])
  }, 60_000)

  test('hand-offs are counted by team, whose name leads to its inbox', async () => {
    await ana.tabTo(page.getByRole('radio', { name: 'Tickets' }))
    await ana.press('ArrowRight')
    await ana.tabTo(page.getByLabel('By', { exact: true }))
    await ana.type('Team')
    const network = table('Hand-offs by team').getByRole('row', { name: /^Network/ })
    await ana.see(network.getByText('1 h 32 min'))
    await ana.expectFits()
    await page.setViewportSize(wide)
    await ana.activate(network.getByRole('link', { name: 'Network' }))
    await ana.see(heading('Network'))
    expect(ana.complaints).toEqual([])
  }, 60_000)
})
