import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Browser } from 'playwright-core'
import { listAlertRules } from '@bellwether/contract/signals.ts'
import { type Fault, givenFault, passMinutes } from '../server/incidents/incidents.builders.ts'
import { startWorld, type World } from '../server/testing/start-world.ts'
import type { Keyboard } from './keyboard.ts'
import { openBrowser } from './open-browser.ts'
import { sitDownAsAna } from './sign-in.ts'

/* A blind spot is closed in the product: what would have fired is seen before the rule is saved. */

const found = await openBrowser()
if ('reason' in found) process.stdout.write(`Skipped: alert rules, since no browser starts: ${found.reason}\n`)

describe.skipIf('reason' in found)('an alert rule', () => {
  const browser = (found as { browser: Browser }).browser
  let world: World
  let ana: Keyboard
  let fault: Fault
  beforeAll(async () => {
    world = await startWorld({ evidence: true })
    fault = await givenFault(world, {
      service: 'proxy',
      customers: ['one', 'two', 'three'],
      message: 'upstream refused',
    })
    ana = await sitDownAsAna(browser, world.app.url, { width: 1280, height: 900 })
  }, 120_000)
  afterAll(async () => {
    await browser.close()
    await world.stop()
  })

  test('is taught by examples where there is none', async () => {
    const { page } = ana
    await page.goto(`${world.app.url}/signals`)
    await ana.activate(page.getByRole('link', { name: 'Alert rules' }))
    await ana.see('No alert rule so far')
    await ana.expectFits()
    await ana.activate(page.getByRole('link', { name: '5 % of at least 100 requests fail' }))
    await ana.see(page.getByRole('group', { name: 'What is bad among them' }))
    await ana.see(page.getByText(/Would have fired 1 time in the last 1 hour/))
    await ana.expectFits()
  }, 90_000)

  test('begins with what the evidence shows, and says when it would have fired before it can be saved', async () => {
    const { page } = ana
    await page.goto(`${world.app.url}/evidence?errors=true&where=${encodeURIComponent('service.name=proxy')}`)
    await ana.activate(page.getByRole('link', { name: 'Alert on this' }))
    await ana.see(page.getByRole('list', { name: 'Filters' }).getByText('proxy'))
    await ana.see(page.getByText(/Would not have fired/))
    await ana.tabTo(page.getByRole('textbox', { name: 'Events, at least' }))
    await ana.press('Control+A')
    await ana.type('1000')
    await ana.see(page.getByText(/Would not have fired/))
    await ana.press('Control+A')
    await ana.type('20')
    expect(await page.getByRole('button', { name: 'Save the rule' }).isDisabled()).toBe(true)
    await ana.see(page.getByText(/Would have fired 1 time in the last/))
    const firing = page.getByRole('list', { name: 'When it would have fired' }).getByRole('link')
    const href = new URL((await firing.getAttribute('href'))!, world.app.url)
    expect(href.pathname).toBe('/evidence')
    expect(href.searchParams.get('where')).toContain('service.name=proxy')
    await ana.tabTo(page.getByRole('textbox', { name: 'Name' }))
    await ana.type('The proxy fails')
    await ana.tabTo(page.getByRole('radio', { name: 'Opens a signal' }))
    await ana.press('ArrowRight')
    await ana.see(page.getByRole('combobox', { name: 'Team that it pages' }))
    await ana.expectFits()
    await ana.activate(page.getByRole('button', { name: 'Save the rule' }))
    await ana.see(page.getByRole('list', { name: 'Alert rules' }).getByText('The proxy fails'))
    await ana.see('At 20 events in 5 minutes')
    await ana.expectFits()
    const { items } = await world.ana.call(listAlertRules, {})
    expect(items).toMatchObject([
      { level: 'page', trigger: { kind: 'threshold', atLeast: 20, events: { errors: true } } },
    ])
  }, 120_000)

  test('that fires is a signal, without a report to draft, and its page leads to its rule', async () => {
    const { page } = ana
    await passMinutes(world, fault, { minutes: 6, fails: true })
    await page.goto(`${world.app.url}/signals`)
    const signal = page.getByRole('listitem').filter({ hasText: 'The proxy fails' })
    await ana.see(signal.getByText(/\d+ events in 5 minutes/).first())
    expect(await signal.getByRole('button', { name: 'Draft report' }).count()).toBe(0)
    await ana.expectFits()
    await ana.activate(signal.getByRole('link', { name: 'The proxy fails' }))
    await ana.see(page.getByText(/Would have fired 1 time in the last/))
    await ana.see(page.getByRole('list', { name: 'When it would have fired' }).getByText('goes on'))
    await ana.tabTo(page.getByRole('radio', { name: '30 days' }))
    await ana.press('ArrowRight')
    await ana.see(page.getByText(/Would have fired 1 time in the last/))
    await ana.tabTo(page.getByRole('textbox', { name: 'Events, at least' }), 'Shift+Tab')
    await ana.press('Control+A')
    await ana.type('40000')
    await ana.see(page.getByText(/Would not have fired/))
    await ana.activate(page.getByRole('button', { name: 'Save', exact: true }))
    await ana.see('At 40,000 events in 5 minutes')
    await ana.see('looks soon')
  }, 90_000)

  test('is paused, goes on and is removed', async () => {
    const { page } = ana
    await ana.activate(page.getByRole('button', { name: 'Pause The proxy fails' }))
    await ana.see(page.getByRole('list', { name: 'Alert rules' }).getByText('paused'))
    await ana.activate(page.getByRole('button', { name: 'Let The proxy fails go on' }))
    await ana.activate(page.getByRole('button', { name: 'Remove The proxy fails' }))
    await ana.seeDialog('Remove The proxy fails?')
    await ana.activate(page.getByRole('button', { name: 'Remove', exact: true }))
    await ana.see('No alert rule so far')
    expect(ana.complaints).toEqual([])
  }, 60_000)
})
