import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { getTicket } from '@bellwether/contract/desk.ts'
import type { Browser } from 'playwright-core'
import { givenTicket } from '../server/desk/desk.builders.ts'
import { letter } from '../server/testing/letter.ts'
import type { World } from '../server/testing/start-world.ts'
import { sitDownAtTicket } from './at-a-ticket.ts'
import type { Keyboard } from './keyboard.ts'
import { openBrowser } from './open-browser.ts'

/* Two tickets become one, whichever they are, and two again. */

const found = await openBrowser()
if ('reason' in found) process.stdout.write(`Skipped: merging, since no browser starts: ${found.reason}\n`)

describe.skipIf('reason' in found)('a merge', () => {
  const browser = (found as { browser: Browser }).browser
  let world: World
  let ana: Keyboard
  beforeAll(async () => {
    ;({ world, ana } = await sitDownAtTicket(browser))
    await givenTicket(world, { from: 'vera@acme.test', subject: 'Slow again', text: 'Still slow.' })
    await givenTicket(world, { from: 'sven@elsewhere.test', subject: 'A stranger', text: 'Slow here, too.' })
  }, 120_000)
  afterAll(async () => {
    await browser.close()
    await world.stop()
  })

  const stateOf = async (number: string) => (await world.ana.call(getTicket, { params: { id: number } })).state

  test('is made with a ticket that is found by its words, and undone where it is seen', async () => {
    const { page } = ana
    await page.goto(`${world.app.url}/tickets/2`)
    await ana.see(page.getByRole('heading', { name: 'Slow again' }))
    await ana.press('m')
    await ana.seeDialog('Merge #2 into')
    await ana.take('#1 Slow (Acme)')
    await ana.expectFits()
    await ana.press('Control+Enter')
    await ana.see(page.getByText('#2 was merged into this ticket.'))
    await ana.see(page.getByText('Still slow.'))
    await ana.expectFits()
    expect(await stateOf('2')).toBe('merged')
    await ana.activate(page.getByRole('button', { name: 'Undo the merge of #2' }))
    await ana.see(page.getByText('is a ticket of its own again'))
    await page.getByText('Still slow.').waitFor({ state: 'detached' })
    expect(await stateOf('2')).toBe('open')
  })

  test('across customers is asked for once more', async () => {
    const { page } = ana
    await page.goto(`${world.app.url}/tickets/3`)
    await ana.see(page.getByRole('heading', { name: 'A stranger' }))
    await ana.press('m')
    await ana.seeDialog('Merge #3 into')
    await ana.type('1')
    await ana.take('#1 Slow (Acme)')
    await ana.press('Control+Enter')
    await ana.see(page.getByText(/The tickets are of different customers/))
    await ana.expectFits()
    await ana.press('Control+Enter')
    await ana.see(page.getByText('#3 was merged into this ticket.'))
    expect(ana.complaints).toEqual([])
  })

  test('a ticket is linked to another one, which shows it, and the link is taken away', async () => {
    const { page } = ana
    await page.goto(`${world.app.url}/tickets/2`)
    await ana.see(page.getByRole('heading', { name: 'Slow again' }))
    await ana.press('l')
    await ana.seeDialog('Link #2 to')
    await ana.take('#1 Slow (Acme)')
    await ana.press('Tab', 'ArrowRight', 'ArrowRight')
    await ana.expectFits()
    await ana.press('Control+Enter')
    await ana.see(page.getByText('part of', { exact: true }))
    await page.goto(`${world.app.url}/tickets/1`)
    await ana.see(page.getByText('1 part, 1 open'))
    await ana.expectFits()
    await ana.activate(page.getByRole('button', { name: 'Take away the link to #2' }))
    await page.getByText('1 part, 1 open').waitFor({ state: 'detached' })
    expect(ana.complaints).toEqual([])
  })

  test('a message moves to the ticket to which it belongs, and back', async () => {
    const { page } = ana
    const first = world.mailbox.to('vera@acme.test').find(({ subject }) => subject?.includes('[#2]'))
    const { raw, envelope } = letter({
      from: 'vera@acme.test',
      subject: 'Re: Slow again',
      text: 'Also the old one is slow.',
      headers: { References: first?.messageId ?? '' },
    })
    await world.deliver(raw, envelope)
    await world.settle()
    await page.goto(`${world.app.url}/tickets/2`)
    const message = page.getByRole('article').filter({ hasText: 'Also the old one is slow.' })
    await ana.activate(message.getByRole('button', { name: 'Move…' }))
    await ana.seeDialog('Move this message to')
    await ana.type('1')
    await ana.take('#1 Slow (Acme)')
    await ana.expectFits()
    await ana.press('Control+Enter')
    await ana.see(page.getByText('It is on #1 now.'))
    await message.waitFor({ state: 'detached' })
    await page.getByRole('alert').getByRole('button', { name: 'Undo' }).click()
    await ana.see(message)
    expect(ana.complaints).toEqual([])
  })

  test('a message is forwarded to a supplier, and the note says so', async () => {
    const { page } = ana
    await page.goto(`${world.app.url}/tickets/3`)
    const message = page.getByRole('article').filter({ hasText: 'Slow here, too.' })
    await ana.activate(message.getByRole('button', { name: 'Forward…' }))
    await ana.seeDialog('Forward this message')
    await ana.type('sven@elsewhere.test')
    await ana.press('Control+Enter')
    await ana.see('They take part in this ticket: reply to them instead.')
    await ana.expectFits()
    await ana.tabTo(page.getByRole('dialog').getByLabel('To', { exact: false }).first(), 'Shift+Tab')
    await ana.press('Control+A')
    await ana.type('noc@carrier.test')
    await ana.press('Control+Enter')
    await ana.see('Forwarded a message to noc@carrier.test.')
    await ana.expectFits()
    expect(ana.complaints).toEqual([])
  })
})
