import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { setDeskSignature } from '@bellwether/contract/desk.ts'
import type { Browser } from 'playwright-core'
import type { World } from '../server/testing/start-world.ts'
import { sitDownAtTicket } from './at-a-ticket.ts'
import type { Keyboard } from './keyboard.ts'
import { openBrowser } from './open-browser.ts'

/* What stands below a reply is seen before it is sent, and is what the customer gets. */

const found = await openBrowser()
if ('reason' in found) process.stdout.write(`Skipped: signatures, since no browser starts: ${found.reason}\n`)

describe.skipIf('reason' in found)('a signature', () => {
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
  const below = () => ana.page.getByRole('region', { name: 'Signature' })
  const openTicket = async (): Promise<void> => {
    await ana.page.goto(`${world.app.url}/tickets/1`)
    await ana.see(ana.page.getByRole('heading', { name: 'Slow' }))
  }
  const mails = () => world.mailbox.to('vera@acme.test').map(({ text }) => text ?? '')

  test('is that of the desk, with the name of whoever writes, until they make their own', async () => {
    const { page } = ana
    await world.ana.call(setDeskSignature, { body: { text: '{my name}, the support of Example' } })
    await openTicket()
    await ana.press('r')
    await ana.type('Hello')
    await ana.see(below().getByText('Ana, the support of Example'))
    await page.goto(`${world.app.url}/settings/me`)
    await ana.see(page.getByText('{my name}, the support of Example'))
    await page.getByRole('radio', { name: 'That of the desk' }).focus()
    await ana.press('ArrowDown')
    const field = page.getByRole('textbox', { name: 'My own' })
    await field.focus()
    await ana.press('Control+a')
    await ana.type('Ana of the night shift')
    await ana.expectFits()
    await ana.activate(page.getByRole('button', { name: 'Save the signature' }))
    await ana.see(page.getByText('Saved.'))
    expect(ana.complaints).toEqual([])
  })

  test('stands below the reply, goes with it, and is out of the way afterwards', async () => {
    const { page } = ana
    await openTicket()
    await ana.press('r')
    await ana.press('Control+a')
    await ana.type('It is mended.')
    await ana.see(below().getByText('Ana of the night shift'))
    await ana.expectFits()
    await ana.press('Control+Enter')
    await ana.see(page.getByText('reply goes out'))
    await world.forward({ seconds: 11 })
    await world.settle()
    await expect
      .poll(() => mails().some((text) => /It is mended\.\s+-- \s+Ana of the night shift/.test(text)))
      .toBe(true)
    const sent = page.getByRole('article').filter({ hasText: 'It is mended.' })
    await ana.see(sent)
    expect(await sent.getByText('Ana of the night shift').count()).toBe(0)
    await ana.activate(sent.getByRole('button', { name: 'Show the whole mail' }))
    await ana.see(sent.getByText('Ana of the night shift'))
  })

  test('is left out of a single reply', async () => {
    const { page } = ana
    await openTicket()
    await ana.press('r')
    await ana.type('One more thing.')
    await ana.activate(page.getByRole('button', { name: 'Leave out the signature' }))
    await ana.see(page.getByText('Without your signature'))
    await page.getByRole('textbox', { name: 'Reply to the customer' }).focus()
    await ana.press('Control+Enter')
    await ana.see(page.getByText('reply goes out'))
    await world.forward({ seconds: 11 })
    await world.settle()
    await expect.poll(() => mails().find((text) => text.includes('One more thing.'))).toBeDefined()
    expect(mails().find((text) => text.includes('One more thing.'))).not.toContain('night shift')
    await ana.press('r')
    await ana.type('And')
    await ana.see(below().getByText('Ana of the night shift'))
    expect(ana.complaints).toEqual([])
  })
})
