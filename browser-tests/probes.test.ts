import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Browser } from 'playwright-core'
import { createToken } from '@bellwether/contract/people.ts'
import { listOwnProbes } from '@bellwether/contract/probes.ts'
import { openSite, type Site } from '../server/probes/probes.builders.ts'
import { callerFor } from '../server/testing/caller.ts'
import { startWorld, type World } from '../server/testing/start-world.ts'
import type { Keyboard } from './keyboard.ts'
import { openBrowser } from './open-browser.ts'
import { sitDownAsAna } from './sign-in.ts'

const found = await openBrowser()
if ('reason' in found) process.stdout.write(`Skipped: probes by keyboard, since no browser starts: ${found.reason}\n`)

/* From the empty place to a page: something is looked at from outside, and what was seen is in the evidence. */
describe.skipIf('reason' in found)('probes by keyboard', () => {
  const browser = (found as { browser: Browser }).browser
  let world: World
  let site: Site
  let ana: Keyboard
  beforeAll(async () => {
    world = await startWorld({ evidence: true })
    site = await openSite()
    ana = await sitDownAsAna(browser, world.app.url, { width: 1280, height: 800 })
  }, 120_000)
  afterAll(async () => {
    await browser.close()
    await world.stop()
    site.stop()
  })

  const button = (name: string) => ana.page.getByRole('button', { name, exact: true })
  const dialog = () => ana.page.getByRole('dialog')
  const field = (name: string) => dialog().getByRole('textbox', { name, exact: true })
  const list = () => ana.page.getByRole('list', { name: 'Probes' })
  const rewrite = async (name: string, text: string) => {
    await ana.tabTo(field(name))
    await ana.press('Control+A')
    await ana.type(text)
  }

  test('the empty place says what to begin with', async () => {
    await ana.press('g', 'b')
    await ana.see(ana.page.getByRole('heading', { name: 'Probes', level: 1 }))
    await ana.see('Nothing is looked at yet')
    await ana.expectFits()
  })

  test('one is tried before it is saved, and what is wrong stands at its field', async () => {
    await ana.activate(button('Add a probe'))
    await ana.seeDialog('Add a probe')
    await ana.type('Shop')
    await ana.tabTo(dialog().getByRole('combobox', { name: 'Team that it pages' }))
    await ana.choose('Support')
    await rewrite('Address', 'shop.test')
    await ana.activate(button('Try it now'))
    await ana.see(dialog().getByText('Use an address that begins with https:// or http://.'))
    await rewrite('Address', `${site.url}/shop`)
    await rewrite('Text that must be in the answer', 'is broken')
    await ana.activate(button('Try it now'))
    await ana.see(dialog().getByText('the body lacks "is broken"'))
    await ana.expectFits()
    await rewrite('Text that must be in the answer', 'is well')
    await ana.activate(button('Try it now'))
    await ana.see(dialog().getByText('as expected'))
    await ana.expectFits()
    await ana.activate(button('Add the probe'))
    await dialog().waitFor({ state: 'detached' })
    await ana.see(list().getByText('waits for its first look'))
    await ana.expectFits()
  }, 90_000)

  test('what it sees is drawn; what fails several times in a row is down', async () => {
    await world.forward({ seconds: 1 })
    site.broken.add('/shop')
    for (let n = 0; n < 3; n += 1) await world.forward({ seconds: 61 })
    await world.forward({ seconds: 1 })
    await ana.page.reload()
    await ana.see(list().getByText('down', { exact: true }))
    await ana.see(list().getByText('the status is 503, not 200-299 (3 times in a row)'))
    await ana.see(list().getByRole('img', { name: /^Last 6 hours: answers in .*, 3 looks failed$/ }))
    await ana.expectFits()
  }, 90_000)

  test('one is paused and goes on, changed, and opened in the evidence', async () => {
    await ana.activate(button('Pause Shop'))
    await ana.see(list().getByText('paused', { exact: true }))
    await ana.activate(button('Resume Shop'))
    await ana.see(list().getByText('waits for its first look'))
    await ana.activate(button('Change Shop'))
    await ana.seeDialog('Change Shop')
    await rewrite('Name', 'Front page')
    await ana.activate(button('Save'))
    await ana.tabTo(list().getByRole('link', { name: 'Front page' }))
    await ana.press('Enter')
    await ana.see(ana.page.getByRole('heading', { name: 'Evidence', level: 1 }))
    await ana.see('the status is 503, not 200-299')
  }, 90_000)

  test('a place that looks for it is chosen once it was heard of', async () => {
    const body = { name: 'paris', permissions: ['probes.look' as const] }
    const { token } = await world.ana.call(createToken, { body })
    await callerFor(() => world.app.url, token).call(listOwnProbes, {})
    await ana.press('g', 'b')
    await ana.activate(button('Change Front page'))
    await ana.seeDialog('Change Front page')
    await ana.tabTo(dialog().getByRole('checkbox', { name: 'paris' }))
    await ana.press('Space')
    await ana.expectFits()
    await ana.activate(button('Save'))
    await ana.see(list().getByText('fails from here'))
    await ana.expectFits()
  }, 60_000)

  test('one is removed', async () => {
    await ana.press('g', 'b')
    await ana.activate(button('Remove Front page'))
    await ana.seeDialog('Remove Front page?')
    await ana.activate(button('Remove'))
    await ana.see('Nothing is looked at yet')
    expect(ana.complaints).toEqual([])
  }, 60_000)
})
