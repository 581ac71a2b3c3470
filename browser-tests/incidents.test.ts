import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Ticket } from '@bellwether/contract/desk.ts'
import { draftReport } from '@bellwether/contract/incidents.ts'
import { listIncidents } from '@bellwether/contract/incidents-declared.ts'
import { addRota } from '@bellwether/contract/pager.ts'
import { getMe } from '@bellwether/contract/people.ts'
import type { Browser } from 'playwright-core'
import { givenCustomer, givenTicket } from '../server/desk/desk.builders.ts'
import { startWorld, type World } from '../server/testing/start-world.ts'
import type { Keyboard } from './keyboard.ts'
import { openBrowser } from './open-browser.ts'
import { sitDownAsAna } from './sign-in.ts'

const found = await openBrowser()
if ('reason' in found)
  process.stdout.write(`Skipped: incidents by keyboard, since no browser starts: ${found.reason}\n`)

/* Ana is on call for support. */
describe.skipIf('reason' in found)('an incident by keyboard', () => {
  const browser = (found as { browser: Browser }).browser
  let world: World
  let ana: Keyboard
  let ticket: Ticket
  beforeAll(async () => {
    world = await startWorld({ startsAt: '2026-01-16T18:30:00.000Z' })
    await givenCustomer(world, 'acme')
    ticket = await givenTicket(world, { from: 'vera@acme.test', subject: 'Checkout fails' })
    const { person } = await world.ana.call(getMe, {})
    const layers = [{ timeZone: 'Europe/Paris', startsOn: '2026-01-12', people: [person.id] }]
    await world.ana.call(addRota, { body: { team: 'support', name: 'On call', layers } })
    ana = await sitDownAsAna(browser, world.app.url, { width: 1280, height: 900 })
  }, 120_000)
  afterAll(async () => {
    await browser.close()
    await world.stop()
  })

  const button = (name: string | RegExp) => ana.page.getByRole('button', { name, exact: true })
  const lines = () => ana.page.getByRole('list', { name: 'Time line' })

  test('is declared by hand, and teaches before there is one', async () => {
    await ana.press('g', 'i')
    await ana.see('No incident goes on')
    await ana.expectFits()
    await ana.press('n')
    await ana.seeDialog('Declare an incident')
    await ana.type('Checkout fails')
    await ana.expectFits()
    await ana.press('Enter')
    await ana.see(ana.page.getByRole('heading', { name: 'I1 Checkout fails' }))
    await ana.see(lines().getByText('declared the incident'))
    await ana.see('No report says yet what is broken')
    await ana.expectFits()
  }, 60_000)

  test('what happened is written down, corrected and commented on', async () => {
    await ana.press('n')
    await ana.type('Six customers called.')
    await ana.press('Control+Enter')
    await ana.see(lines().getByText('Six customers called.'))
    const more = button('More about: Six customers called.')
    await ana.activate(more)
    await ana.tabTo(ana.page.getByRole('menuitem', { name: 'Correct…' }), 'ArrowDown')
    await ana.press('Enter')
    await ana.seeDialog('What happened?')
    await ana.press('Control+a')
    await ana.type('Seven customers called.')
    await ana.press('Control+Enter')
    await ana.see(lines().getByText('Seven customers called.'))
    await ana.see('Corrected by Ana; it said')
    await ana.activate(button('More about: Seven customers called.'))
    await ana.tabTo(ana.page.getByRole('menuitem', { name: 'Comment…' }), 'ArrowDown')
    await ana.press('Enter')
    await ana.seeDialog('Comment')
    await ana.type('All of them shops.')
    await ana.press('Control+Enter')
    await ana.see(lines().getByText('All of them shops.'))
    await ana.expectFits()
  }, 60_000)

  test('a ticket is added by its number, a role is given to whoever is on, a severity chosen with its reason', async () => {
    await ana.page.getByRole('dialog').waitFor({ state: 'detached' })
    await ana.press('a')
    await ana.seeDialog('What belongs to it?')
    await ana.tabTo(ana.page.getByLabel('Or the number of a ticket'))
    await ana.type(`#${ticket.number}`)
    await ana.expectFits()
    await ana.press('Enter')
    await ana.see(ana.page.getByRole('list', { name: 'Tickets' }).getByText('Checkout fails'))
    await ana.see(lines().getByText(`ticket #${ticket.number} came in`))
    await ana.activate(button('Ana, who is on').first())
    await ana.see(lines().getByText('made Ana the commander'))
    await ana.press('r')
    await ana.seeDialog('What is it called?')
    await ana.press('Control+a')
    await ana.type('Shops cannot sell')
    await ana.press('Enter')
    await ana.see(ana.page.getByRole('heading', { name: 'I1 Shops cannot sell' }))
    await ana.press('s')
    await ana.seeDialog('How severe is it?')
    await ana.tabTo(ana.page.getByRole('radio', { name: /^As the rule says/ }))
    await ana.press('ArrowDown')
    await ana.tabTo(ana.page.getByLabel('Why?'))
    await ana.type('The shop of the year.')
    await ana.expectFits()
    await ana.press('Control+Enter')
    await ana.see(lines().getByText('made it SEV1: The shop of the year.'))
  }, 60_000)

  test('is gone to from its ticket, and closed once it is decided', async () => {
    await ana.page.goto(`${world.app.url}/tickets/${ticket.number}`)
    await ana.see(ana.page.getByRole('link', { name: 'Part of incident I1' }))
    await ana.press('I')
    await ana.see(ana.page.getByRole('heading', { name: 'I1 Shops cannot sell' }))
    await ana.press('d')
    await ana.seeDialog('What do customers read about it?')
    await ana.type('They wrote, so they hear.')
    await ana.press('Control+Enter')
    await ana.see(lines().getByText('decided to publish it: They wrote, so they hear.'))
    await ana.expectFits()
  }, 60_000)

  test('of a report by one key, and again leads there', async () => {
    const { id } = await world.ana.call(draftReport, { body: { ticketIds: [ticket.id] } })
    await ana.page.goto(`${world.app.url}/reports/${id}`)
    await ana.see(button(/^Declare incident/))
    await ana.press('i')
    await ana.see(ana.page.getByRole('heading', { name: /^I2 / }))
    await ana.see('R1 waits to be handed off')
    await ana.page.goto(`${world.app.url}/reports/${id}`)
    await ana.see(button(/^Incident I2/))
    await ana.press('i')
    await ana.see(ana.page.getByRole('heading', { name: /^I2 / }))
    await ana.expectFits()
    await ana.press('Escape')
    await ana.see(ana.page.getByRole('list', { name: 'Incidents' }).getByText('Shops cannot sell'))
    await ana.expectFits()
    expect((await world.ana.call(listIncidents, {})).items).toHaveLength(2)
    expect(ana.complaints).toEqual([])
  }, 60_000)

  test('whose word is due says so on every screen of who declared it; how soon is set', async () => {
    await world.forward({ minutes: 20 })
    await ana.page.goto(`${world.app.url}/customers`)
    const bar = ana.page.getByRole('complementary', { name: 'Words that are due' })
    await ana.see(bar.getByText(/^a word is due since/))
    await ana.expectFits()
    await ana.press('g', 'i')
    await ana.see(ana.page.getByRole('list', { name: 'Incidents' }))
    await ana.activate(button('Policies…'))
    await ana.seeDialog('What is due to whoever waits')
    const sev3 = ana.page.getByRole('form', { name: 'SEV3' })
    await ana.tabTo(sev3.getByLabel('First word after'))
    await ana.press('Control+a')
    await ana.type('90')
    await ana.expectFits()
    await ana.press('Enter')
    await ana.see('Saved: incidents that go on follow it.')
    await world.forward({ seconds: 20 })
    await ana.press('Escape')
    await bar.waitFor({ state: 'detached' })
    expect(ana.complaints).toEqual([])
  }, 60_000)
})
