import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addParticipant, getTicket, replyToTicket, withdrawHandOff } from '@bellwether/contract/desk.ts'
import type { Browser } from 'playwright-core'
import { givenCustomer, givenTicket } from '../server/desk/desk.builders.ts'
import { letter } from '../server/testing/letter.ts'
import { startWorld, type World } from '../server/testing/start-world.ts'
import { beginReply } from './at-a-ticket.ts'
import type { Keyboard } from './keyboard.ts'
import { openBrowser } from './open-browser.ts'
import { sitDownAsAna } from './sign-in.ts'

/* Nothing that is typed is lost, two who answer see each other, and a reply can be taken back. */

const found = await openBrowser()
if ('reason' in found) process.stdout.write(`Skipped: two at once, since no browser starts: ${found.reason}\n`)

describe.skipIf('reason' in found)('a reply', () => {
  const browser = (found as { browser: Browser }).browser
  let world: World
  let ana: Keyboard
  let other: Keyboard
  let ticketId: string
  beforeAll(async () => {
    world = await startWorld()
    await givenCustomer(world, 'acme')
    await world.team('infrastructure')
    ticketId = (
      await givenTicket(world, {
        from: 'vera@acme.test',
        subject: 'Slow',
        headers: { 'Message-ID': '<slow@acme.test>' },
      })
    ).id
    ana = await sitDownAsAna(browser, world.app.url, { width: 1280, height: 900 })
    other = await sitDownAsAna(browser, world.app.url, { width: 1280, height: 900 })
  }, 120_000)
  afterAll(async () => {
    await browser.close()
    await world.stop()
  })

  const composer = ({ page }: Keyboard) => page.getByRole('textbox', { name: 'Reply to the customer' })
  const open = async (who: Keyboard): Promise<void> => {
    await who.page.goto(`${world.app.url}/tickets/1`)
    await who.see(who.page.getByRole('heading', { name: 'Slow' }))
  }

  test('that is begun on one device goes on at another', async () => {
    await open(ana)
    await ana.press('r')
    await ana.type('Dear Vera, we are looking')
    await ana.see('Draft kept')
    await expect.poll(() => ana.page.getByText('Draft kept on this device').count()).toBe(0)
    await open(other)
    await expect.poll(() => composer(other).inputValue()).toBe('Dear Vera, we are looking')
    await beginReply(other)
    await other.press('End')
    await other.type(' into it.')
    await expect.poll(() => other.page.getByText('Draft kept on this device').count()).toBe(0)
    await open(ana)
    await expect.poll(() => composer(ana).inputValue()).toBe('Dear Vera, we are looking into it.')
  })

  test('can be taken back for ten seconds, and is written on', async () => {
    await ana.press('r')
    await ana.press('Control+Enter')
    const unsent = ana.page.getByRole('list', { name: 'Replies that have not gone out' })
    await ana.see(unsent.getByText(/reply goes out in \d+ s/))
    expect(await composer(ana).inputValue()).toBe('')
    await ana.expectFits()
    await ana.page.setViewportSize({ width: 1280, height: 900 })
    await ana.activate(unsent.getByRole('button', { name: 'Undo' }))
    await expect.poll(() => composer(ana).inputValue()).toBe('Dear Vera, we are looking into it.')
    await world.forward({ seconds: 20 })
    expect(world.mailbox.to('vera@acme.test').filter(({ text }) => text?.includes('into it'))).toHaveLength(0)
  })

  test('can be taken back from wherever its writer went, and is written on', async () => {
    const { page } = ana
    // The clock of the world was moved meanwhile: a screen that is opened reads it.
    await open(ana)
    await expect.poll(() => composer(ana).inputValue()).toBe('Dear Vera, we are looking into it.')
    const participant = { address: 'rita@acme.test', name: 'Rita' }
    await world.ana.call(addParticipant, { params: { id: ticketId }, body: participant })
    const rita = page.getByRole('checkbox', { name: 'Cc rita@acme.test' })
    await ana.tabTo(rita)
    await ana.press('Space', 'r', 'Control+Enter')
    await ana.see(page.getByText(/reply goes out in \d+ s/))
    await ana.press('Escape', 'Escape')
    await ana.see(page.getByRole('heading', { name: 'Queue' }))
    const notice = page.getByRole('alert').filter({ hasText: 'Your reply on #1 goes out in a few seconds.' })
    await notice.getByRole('button', { name: 'Undo' }).click()
    await ana.see(page.getByRole('heading', { name: 'Slow' }))
    await expect.poll(() => composer(ana).inputValue()).toBe('Dear Vera, we are looking into it.')
    // Who was to get no copy gets none.
    expect(await rita.isChecked()).toBe(false)
    await ana.press('r')
    await expect.poll(() => page.evaluate('document.activeElement.selectionStart')).toBe(34)
  })

  test('goes out with a question to a team; taken back, both are there to be written on', async () => {
    const { page } = ana
    const ask = async (): Promise<void> => {
      await ana.tabTo(page.getByRole('button', { name: 'Other ways to send' }))
      await ana.press('Enter')
      await ana.tabTo(page.getByRole('menuitem', { name: 'Send and hand off…' }), 'ArrowDown')
      await ana.press('Enter')
      await ana.seeDialog('Send and hand off #1')
      await ana.choose('Infrastructure')
    }
    await ask()
    const question = page.getByLabel('Question')
    await ana.tabTo(question)
    await ana.type('Which link is full?')
    await ana.expectFits()
    await ana.press('Control+Enter')
    const unsent = page.getByRole('list', { name: 'Replies that have not gone out' })
    await ana.see(unsent.getByText('Infrastructure is asked with it'))
    await ana.activate(unsent.getByRole('button', { name: 'Undo' }))
    await expect.poll(() => composer(ana).inputValue()).toBe('Dear Vera, we are looking into it.')
    await ask()
    expect(await question.inputValue()).toBe('Which link is full?')
    await ana.press('Control+Enter')
    await ana.see(unsent.getByText('Infrastructure is asked with it'))
    await world.forward({ seconds: 11 })
    await ana.see(page.getByText('Which link is full?'))
    await ana.press('h')
    await ana.seeDialog('Hand off #1')
    expect(await question.inputValue()).toBe('')
    await ana.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    const [handOff] = (await world.ana.call(getTicket, { params: { id: ticketId } })).openHandOffs
    await world.ana.call(withdrawHandOff, { params: { id: handOff?.id ?? '' } })
    await beginReply(ana)
    await ana.type('It is mended.')
  })

  test('goes out with what comes then, in one', async () => {
    const { page } = ana
    await ana.tabTo(page.getByRole('button', { name: 'Other ways to send' }))
    await ana.press('Enter')
    // A menu takes the focus a moment after it is drawn, and gives back only what it took.
    await ana.tabTo(page.getByRole('menuitem', { name: 'Send and resolve… Ctrl Shift E' }), 'ArrowDown')
    await ana.press('Escape')
    await page.getByRole('menu').waitFor({ state: 'detached' })
    // The focus comes back a moment later, and would be taken from the reply.
    await ana.see(page.getByRole('button', { name: 'Other ways to send' }).and(page.locator(':focus')))
    await beginReply(ana)
    await ana.press('ControlOrMeta+Shift+E')
    await ana.see(page.getByRole('dialog', { name: 'Send and resolve #1' }))
    await ana.expectAccessible()
    await ana.press('Enter')
    await ana.see(page.getByText('the ticket is resolved with it'))
    await world.forward({ seconds: 11 })
    await ana.see(page.getByRole('region', { name: 'Ticket', exact: true }).getByText('resolved', { exact: true }))
    expect((await world.ana.call(getTicket, { params: { id: ticketId } })).state).toBe('resolved')
    // What was said is begun nowhere any more.
    await open(other)
    await other.see(other.page.getByRole('textbox', { name: 'Internal note' }))
  })

  test('of theirs about something else becomes a ticket of its own', async () => {
    const { raw, envelope } = letter({
      from: 'vera@acme.test',
      subject: 'Re: Slow',
      text: 'And where is my invoice?',
      headers: { References: '<slow@acme.test>' },
    })
    await world.deliver(raw, envelope)
    await world.settle()
    await open(ana)
    const message = ana.page.getByRole('article').filter({ hasText: 'And where is my invoice?' })
    await ana.activate(message.getByRole('button', { name: 'Split off…' }))
    const dialog = ana.page.getByRole('dialog', { name: 'Make this a ticket of its own?' })
    await ana.activate(dialog.getByRole('button', { name: 'Split off', exact: true }))
    await ana.see(ana.page.getByText('It is #2 now.'))
    await message.waitFor({ state: 'detached' })
    // With the first one the ticket began.
    const first = ana.page.getByRole('article').filter({ hasText: 'Why?' })
    await ana.see(first)
    expect(await first.getByRole('button', { name: 'Split off…' }).count()).toBe(0)
  })

  test('goes on where it was begun elsewhere, and what could not be kept is not lost', async () => {
    await open(other)
    await other.press('r')
    await other.type('Begun on the phone')
    await expect.poll(() => composer(ana).inputValue()).toBe('Begun on the phone')
    await beginReply(ana)
    await ana.press('End')
    await ana.type(', gone on here')
    await expect.poll(() => composer(other).inputValue()).toBe('Begun on the phone, gone on here')
    await ana.page.context().setOffline(true)
    await ana.type(' without a network')
    await ana.see('Draft kept on this device')
    await ana.page.context().setOffline(false)
    await expect
      .poll(() => composer(other).inputValue(), { timeout: 20_000 })
      .toBe('Begun on the phone, gone on here without a network')
  }, 60_000)

  test('that waits is seen by whoever would answer as well, as what it is', async () => {
    const cleo = await world.person('Cleo', { teams: ['support'] })
    const { newestMessageId: seenMessageId } = await world.ana.call(getTicket, { params: { id: ticketId } })
    const sendAt = new Date(world.clock.now().getTime() + 10_000).toISOString()
    await cleo.call(replyToTicket, { params: { id: ticketId }, body: { text: 'Mine first.', seenMessageId, sendAt } })
    await ana.see(ana.page.getByText(/Cleo’s reply goes out/))
    await beginReply(ana)
    await ana.press('Control+Enter')
    await ana.see('A reply of Cleo waits to go out on this ticket.')
    expect(await ana.page.getByRole('button', { name: 'Send anyway' }).count()).toBe(0)
  })

  test('that goes out while its writer writes on is nothing new to them', async () => {
    const { page } = ana
    const { number } = await givenTicket(world, { from: 'max@acme.test', subject: 'Second thoughts' })
    await page.goto(`${world.app.url}/tickets/${number}`)
    await ana.see(page.getByRole('heading', { name: 'Second thoughts' }))
    await ana.press('r')
    await ana.type('First of all.')
    await ana.press('Control+Enter')
    await ana.see(page.getByText(/reply goes out in/))
    await composer(ana).focus()
    await ana.type('And then.')
    await world.forward({ seconds: 11 })
    await ana.see(page.getByRole('article').getByText('First of all.'))
    expect(await page.getByText('Something was written since you looked.').count()).toBe(0)
    await ana.press('Control+Enter')
    await ana.see(page.getByText(/reply goes out in/))
    expect(await page.getByText('Something was written since you looked.').count()).toBe(0)
    await open(ana)
  })

  test('whoever has the ticket open, and writes, is seen', async () => {
    const ben = await world.person('Ben', { teams: ['support'] })
    await ben.raw(`/api/desk/presence/${ticketId}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ doing: 'writing' }),
    })
    await ana.see('Ben is writing')
    expect(ana.complaints).toEqual([])
  })
})
