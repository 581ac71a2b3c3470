import { afterAll, beforeAll, describe, expect } from 'vitest'
import { handOffTicket, replyToTicket, resolveTicket, type Ticket } from '@bellwether/contract/desk.ts'
import type { Browser, Page } from 'playwright-core'
import { again, givenTicket } from '../server/desk/desk.builders.ts'
import { startWorld, type World } from '../server/testing/start-world.ts'
import { type Keyboard, keyboardOf } from './keyboard.ts'
import { openBrowser } from './open-browser.ts'
import { sitDownAsAna } from './sign-in.ts'
import { stagesOf } from './stages.ts'

/* Support says once what happens after an answer; a customer answers with one click, and adds why. */

const found = await openBrowser()
if ('reason' in found) process.stdout.write(`Skipped: after care, since no browser starts: ${found.reason}\n`)

describe.skipIf('reason' in found)('after an answer', () => {
  const browser = (found as { browser: Browser }).browser
  const stage = stagesOf()
  let world: World
  let ana: Keyboard
  let vera: Keyboard
  let veraPage: Page
  let ticket: Ticket
  beforeAll(async () => {
    world = await startWorld()
    ana = await sitDownAsAna(browser, world.app.url, { width: 1280, height: 800 })
    veraPage = await (await browser.newContext({ viewport: { width: 390, height: 844 } })).newPage()
    vera = keyboardOf(veraPage)
  }, 120_000)
  afterAll(async () => {
    await browser.close()
    await world.stop()
  })

  stage('support says that customers are asked', async () => {
    await ana.page.goto(`${world.app.url}/settings/targets`)
    await ana.see('After the answer')
    const satisfied = ana.page.getByLabel('Ask after the end how good the answer was')
    await ana.tabTo(satisfied)
    await ana.press('Space')
    await ana.tabTo(ana.page.getByLabel('Hours after the end until they are asked'))
    await ana.press('ControlOrMeta+a', 'Backspace')
    await ana.activate(ana.page.getByRole('button', { name: 'Save', exact: true }))
    await ana.see('Give whole hours, from 1 to 720.')
    await ana.expectFits()
    await ana.page.setViewportSize({ width: 1280, height: 800 })
    await ana.tabTo(ana.page.getByLabel('Hours after the end until they are asked'))
    await ana.type('2')
    await ana.activate(ana.page.getByRole('button', { name: 'Save', exact: true }))
    await ana.see('Saved.')
  })

  stage('the customer answers with one click, and says why', async () => {
    ticket = await givenTicket(world, { from: 'Vera <vera@acme.test>', subject: 'Fonts are late' })
    const body = { text: 'Try this.', seenMessageId: ticket.newestMessageId }
    await world.ana.call(replyToTicket, { params: { id: ticket.id }, body })
    await world.ana.call(resolveTicket, { params: { id: ticket.id }, body: {} })
    await world.forward({ minutes: 121 })
    const mail = (await world.mailbox.waitFor('vera@acme.test', 3)).at(-1)
    const no = /No: (http\S+)/.exec(mail?.text ?? '')?.[1] ?? ''
    await veraPage.goto(no)
    await vera.see('Thank you for telling us.')
    await vera.expectFits()
    await vera.tabTo(veraPage.getByLabel('Anything to add?'))
    await vera.type('They are late again.')
    await vera.activate(veraPage.getByRole('button', { name: 'Send' }))
    await vera.see('We have got your words.')
    expect(vera.complaints).toEqual([])
  })

  stage('support reads it on the ticket, which waits for them again', async () => {
    await ana.page.goto(`${world.app.url}/tickets/${ticket.number}`)
    await ana.see('They are late again.')
    await ana.see('says that the answer was not good')
    expect(await again(world, ticket)).toMatchObject({ state: 'open', waitingOn: { holder: 'support' } })
    expect(ana.complaints).toEqual([])
  })

  stage('support shows customers a team, and who writes then sees where it stands', async () => {
    const toTeam = await world.team('network')
    await ana.page.goto(`${world.app.url}/settings/targets`)
    const shown = ana.page.getByRole('switch', { name: 'Customers are told that Network works on their ticket' })
    await ana.tabTo(shown)
    await ana.press('Space')
    await expect.poll(() => shown.isChecked()).toBe(true)
    const { id } = await givenTicket(world, { from: 'Max <max@acme.test>', subject: 'The tunnel is down' })
    const body = { toTeam, question: 'Is it the tunnel?' }
    await world.ana.call(handOffTicket, { params: { id }, body })
    const [receipt] = await world.mailbox.waitFor('max@acme.test', 1)
    await veraPage.goto(/Where it stands: (http\S+)/.exec(receipt?.text ?? '')?.[1] ?? '')
    await vera.see('It is our turn: we owe you a word.')
    await vera.see('Network works on it since')
    await vera.expectFits()
    await vera.activate(veraPage.getByRole('button', { name: 'Yes, it is solved' }))
    await vera.see('Thank you: we close it when Network is done.')
    expect([...vera.complaints, ...ana.complaints]).toEqual([])
  })
})
