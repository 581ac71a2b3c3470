import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as desk from '@bellwether/contract/desk.ts'
import type { Browser } from 'playwright-core'
import { letter } from '../server/testing/letter.ts'
import type { World } from '../server/testing/start-world.ts'
import { sitDownAtTicket } from './at-a-ticket.ts'
import type { Keyboard } from './keyboard.ts'
import { openBrowser } from './open-browser.ts'

/* The connection is lost: what is done meanwhile waits in sight, is done once when it is back, and nothing typed is lost. */

const found = await openBrowser()
if ('reason' in found) process.stdout.write(`Skipped: offline, since no browser starts: ${found.reason}\n`)

describe.skipIf('reason' in found)('without a connection', () => {
  const browser = (found as { browser: Browser }).browser
  let world: World
  let ana: Keyboard
  beforeAll(async () => {
    ;({ world, ana } = await sitDownAtTicket(browser))
  }, 120_000)
  afterAll(async () => {
    await browser.close()
    await world.stop()
  })
  const bar = () => ana.page.getByRole('complementary', { name: 'What waits for the connection' })
  const setOffline = (isOffline: boolean) => ana.page.context().setOffline(isOffline)
  const openTicket = async (): Promise<void> => {
    await ana.page.goto(`${world.app.url}/tickets/1`)
    await ana.see(ana.page.getByRole('heading', { name: 'Slow' }))
    await ana.see(ana.page.getByRole('textbox', { name: 'Reply to the customer' }))
    await ana.page.waitForLoadState('networkidle')
  }
  const ticket = () => world.ana.call(desk.getTicket, { params: { id: '1' } })
  const mailed = (text: string) => world.mailbox.to('vera@acme.test').filter(({ raw }) => raw.includes(text)).length

  test('a claim, a note and a reply wait, and are done in their order, once', async () => {
    const { page } = ana
    await openTicket()
    await setOffline(true)
    await ana.press('c')
    await ana.see(bar().getByText('Claim'))
    await ana.press('n')
    await ana.type('They called, too.')
    await ana.press('Control+Enter')
    await ana.see(bar().getByText('Note: They called, too.'))
    await ana.press('Escape', 'r')
    await ana.type('We are on it.')
    await ana.press('Control+Enter')
    await ana.see(bar().getByText('Reply: We are on it.'))
    await ana.see(bar().getByText('3 changes will be made when the connection is back:'))
    expect(await page.getByRole('textbox', { name: 'Reply to the customer' }).inputValue()).toBe('')
    await ana.expectFits()
    await page.setViewportSize({ width: 1280, height: 900 })
    expect((await ticket()).owner).toBeNull()
    await setOffline(false)
    await bar().waitFor({ state: 'detached' })
    expect((await ticket()).owner?.name).toBe('Ana')
    await ana.see(page.getByRole('article').getByText('They called, too.'))
    await world.forward({ seconds: 30 })
    await world.settle()
    await expect.poll(() => mailed('We are on it.')).toBe(1)
    // The draft that the server had went with it.
    expect((await world.ana.call(desk.listDrafts, { params: { ticketId: (await ticket()).id } })).items).toEqual([])
  }, 60_000)

  test('it stays over a reload, and what is not meant any more is not done', async () => {
    const { page } = ana
    await openTicket()
    await page.route('**/api/desk/acts', (route) => route.abort())
    await ana.press('e')
    await ana.seeDialog(/Resolve/)
    await ana.press('Control+Enter')
    await ana.see(bar().getByText('Resolve'))
    await page.reload()
    await ana.see(bar().getByText('Resolve'))
    await ana.activate(bar().getByRole('button', { name: 'Do not try again' }))
    await bar().waitFor({ state: 'detached' })
    await ana.see(page.getByRole('heading', { name: 'Slow' }))
    await ana.press('e')
    await ana.seeDialog(/Resolve/)
    await ana.press('Control+Enter')
    await ana.see(bar().getByText('Resolve'))
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await ana.press('u')
    await bar().waitFor({ state: 'detached' })
    await page.unroute('**/api/desk/acts')
    expect((await ticket()).state).toBe('open')
  }, 60_000)

  test('an answer that was lost on its way back is not given twice', async () => {
    const { page } = ana
    await openTicket()
    // The server does it; its answers are lost.
    await page.route('**/api/desk/tickets/*/notes', async (route) => {
      await route.fetch()
      await route.abort()
    })
    await ana.press('n')
    await ana.type('Once and no more.')
    await ana.press('Control+Enter')
    await ana.see(bar().getByText('Note: Once and no more.'))
    await page.unroute('**/api/desk/tickets/*/notes')
    await bar().waitFor({ state: 'detached', timeout: 20_000 })
    const { items } = await world.ana.call(desk.listTimeline, { params: { id: '1' }, query: { limit: 100 } })
    expect(items.filter((one) => one.kind === 'note' && one.text === 'Once and no more.')).toHaveLength(1)
  }, 60_000)

  test('a reply to what they have not seen is not sent, and is written on', async () => {
    const { page } = ana
    await openTicket()
    await setOffline(true)
    await ana.press('r')
    await ana.type('It is all fine.')
    await ana.press('Control+Enter')
    await ana.see(bar().getByText('Reply: It is all fine.'))
    const token = world.mailbox.to('vera@acme.test')[0]?.raw.match(/^Message-ID: (.*)$/im)?.[1] ?? ''
    const { raw, envelope } = letter({
      from: 'vera@acme.test',
      subject: 'Re: Slow',
      text: 'It is worse now!',
      headers: { 'In-Reply-To': token },
    })
    await world.deliver(raw, envelope)
    await world.settle()
    await setOffline(false)
    await ana.see(bar().getByText('1 change could not be made:'))
    await ana.expectFits()
    await page.setViewportSize({ width: 1280, height: 900 })
    await ana.activate(bar().getByRole('button', { name: 'Go on writing it' }))
    await bar().waitFor({ state: 'detached' })
    await expect
      .poll(() => page.getByRole('textbox', { name: 'Reply to the customer' }).inputValue())
      .toBe('It is all fine.')
    await world.forward({ seconds: 30 })
    await world.settle()
    expect(mailed('It is all fine.')).toBe(0)
  }, 60_000)
})
