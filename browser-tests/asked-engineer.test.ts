import { afterAll, beforeAll, describe, expect } from 'vitest'
import type { Ticket } from '@bellwether/contract/desk.ts'
import type { Browser, Page } from 'playwright-core'
import { again, givenCustomer, givenTicket } from '../server/desk/desk.builders.ts'
import { letter } from '../server/testing/letter.ts'
import { startWorld, supportAddress, type World } from '../server/testing/start-world.ts'
import { type Keyboard, keyboardOf } from './keyboard.ts'
import { openBrowser } from './open-browser.ts'
import { sitDownAsAna } from './sign-in.ts'
import { stagesOf } from './stages.ts'

/* Two engineers are asked who have never seen Bellwether: one answers on a phone, one by mail. Support sees both. */

const found = await openBrowser()
if ('reason' in found) process.stdout.write(`Skipped: asked engineer, since no browser starts: ${found.reason}\n`)

describe.skipIf('reason' in found)('an engineer who is asked', () => {
  const browser = (found as { browser: Browser }).browser
  const stage = stagesOf()
  let world: World
  let ana: Keyboard
  let ticket: Ticket
  let link: string
  let phone: Keyboard
  let phonePage: Page
  beforeAll(async () => {
    world = await startWorld()
    await world.team('infrastructure')
    await world.team('network')
    await world.person('Ines', { teams: ['infrastructure'] })
    await world.person('Nora', { teams: ['network'] })
    await givenCustomer(world, 'acme', { plan: 'premium' })
    ticket = await givenTicket(world, { from: 'vera@acme.test', subject: 'Checkout is slow' })
    ana = await sitDownAsAna(browser, world.app.url, { width: 1280, height: 800 })
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })
    phonePage = await context.newPage()
    phone = keyboardOf(phonePage)
  }, 120_000)
  afterAll(async () => {
    await browser.close()
    await world.stop()
  })

  const mailTo = async (address: string) => (await world.mailbox.waitFor(address)).at(-1)
  const dialog = () => ana.page.getByRole('dialog')
  async function askTeam(name: string, question: string): Promise<void> {
    await ana.press('h')
    await ana.see(dialog().getByLabel('Question'))
    await ana.choose(name)
    await ana.see(dialog().getByText(`${name} is at work now`))
    await ana.tabTo(dialog().getByLabel('Question'))
    await ana.type(question)
    await ana.activate(dialog().getByRole('button', { name: 'Hand off', exact: true }))
    await dialog().waitFor({ state: 'detached' })
  }

  stage('is mailed the question that support asks, by its target', async () => {
    await ana.page.goto(`${world.app.url}/tickets/${ticket.number}`)
    await ana.see('Checkout is slow')
    await ana.page.getByRole('textbox', { name: 'Reply to the customer' }).waitFor()
    await askTeam('Infrastructure', 'Why does checkout take 9 s?')
    await ana.see(ana.page.getByText('Ana asked Infrastructure'))
    await world.settle()
    const mail = await mailTo('ines@staff.test')
    expect(mail?.text).toContain('Why does checkout take 9 s?')
    link = /https?:\S+\/asked\/\w+/.exec(mail?.text ?? '')?.[0] ?? ''
  })

  stage('opens it on a phone without signing in, and asks back', async () => {
    await phonePage.goto(`${link}?do=ask-back`)
    await phone.see('Why does checkout take 9 s?')
    await phone.see('#1 Checkout is slow')
    await phone.expectFits()
    await phonePage.setViewportSize({ width: 390, height: 844 })
    await phonePage.getByLabel('What you need to know first').fill('On which site?')
    await phonePage.getByRole('button', { name: 'Ask back' }).tap()
    await phone.see('asks back')
  })

  stage('gets the reply of support, who saw it come back', async () => {
    await ana.see(ana.page.getByText('came back').first())
    await ana.see('On which site?')
    await ana.expectFits()
    await ana.page.setViewportSize({ width: 1280, height: 800 })
    await ana.activate(ana.page.getByRole('button', { name: 'Reply', exact: true }).last())
    await ana.tabTo(ana.page.getByLabel('Reply to the team'))
    await ana.type('shop.acme.test')
    await ana.activate(ana.page.getByRole('button', { name: 'Reply', exact: true }).last())
    await phone.see('shop.acme.test')
  })

  stage('answers on the phone, with what is left to do', async () => {
    await phonePage.getByRole('button', { name: 'Answer' }).tap()
    await phonePage.getByLabel('Answer to support').fill('A disk of pop7-h4 was dying; traffic is elsewhere now.')
    await phonePage.getByLabel('What you still have to do').fill('Replace the disk')
    await phonePage.getByRole('button', { name: 'Answer' }).tap()
    await phone.see('Thank you, Ines: support has your answer.')
    await phone.expectAccessible()
    await ana.see('A disk of pop7-h4 was dying; traffic is elsewhere now.')
    await ana.see('Infrastructure still has to do')
    await ana.see('Replace the disk')
    expect((await again(world, ticket)).waitingOn.holder).toBe('support')
  })

  stage('answers by mail, from their own mail program', async () => {
    await askTeam('Network', 'Was the route changed as well?')
    await world.settle()
    const mail = await mailTo('nora@staff.test')
    await world.forward({ minutes: 2 })
    const { raw, envelope } = letter({
      from: 'Nora <nora@staff.test>',
      subject: `Re: ${mail?.subject}`,
      text: 'No, nothing since Tuesday.\r\n\r\nOn Fri, support wrote:\r\n> Was the route changed as well?',
      headers: { 'In-Reply-To': mail?.messageId ?? '', References: mail?.messageId ?? '' },
    })
    await world.deliver(raw, { ...envelope, to: [supportAddress] })
    await world.settle()
    await ana.see(ana.page.getByText('No, nothing since Tuesday.', { exact: true }))
    expect(world.mailbox.to('vera@acme.test').some((one) => one.text?.includes('Tuesday'))).toBe(false)
  })

  stage('finds in the inbox of the team what is left to do, and does it', async () => {
    await ana.page.goto(`${world.app.url}/teams/infrastructure?show=todo`)
    await ana.see('Infrastructure still has to do')
    await ana.see('Replace the disk')
    await ana.expectFits()
    await ana.activate(ana.page.getByRole('button', { name: 'Done' }))
    await ana.see('Infrastructure has nothing left to do')
    expect(ana.complaints).toEqual([])
    expect(phone.complaints).toEqual([])
  })
})
