import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Browser, Locator, Page } from 'playwright-core'
import { builtInAddresses } from '../server/platform/config/built-in-addresses.ts'
import { letter } from '../server/testing/letter.ts'
import { startWorld, type World } from '../server/testing/start-world.ts'
import { type Keyboard, keyboardOf } from './keyboard.ts'
import { openBrowser } from './open-browser.ts'

const found = await openBrowser()
if ('reason' in found)
  process.stdout.write(`Skipped: first steps by keyboard, since no browser starts: ${found.reason}\n`)

/** As somebody pastes it into a shell. */
const inShell = async (line: string): Promise<string> => (await promisify(execFile)('sh', ['-c', line])).stdout

describe.skipIf('reason' in found)('the first steps by keyboard, from an empty installation', () => {
  const browser = (found as { browser: Browser }).browser
  let world: World
  let ana: Keyboard
  let page: Page
  beforeAll(async () => {
    const environment = { SUPPORT_ADDRESS: builtInAddresses.support, EMERGENCY_ADDRESS: builtInAddresses.emergency }
    world = await startWorld({ isEmpty: true, evidence: true, environment })
    const viewport = { width: 1280, height: 800 }
    page = await (await browser.newContext({ viewport, reducedMotion: 'reduce' })).newPage()
    ana = keyboardOf(page)
  }, 120_000)
  afterAll(async () => {
    await browser.close()
    await world.stop()
  })

  const button = (name: string | RegExp): Locator => page.getByRole('button', { name, exact: true })
  const step = (name: string): Locator =>
    page.getByRole('list', { name: 'First steps' }).getByRole('listitem').filter({ hasText: name })
  const isDone = (name: string) => ana.see(step(name).getByText('done', { exact: true }))
  const lineOf = async (label: string): Promise<string> => {
    const line = page.getByRole('figure').filter({ hasText: label }).locator('code')
    await ana.see(line)
    return line.innerText()
  }
  const fill = async (label: string, text: string, where: Page | Locator = page): Promise<void> => {
    await ana.tabTo(where.getByLabel(label))
    await ana.type(text)
  }

  test('the set-up asks for the address, and leads to the list', async () => {
    await page.goto(world.app.setUpUrl)
    await ana.see(page.getByRole('heading', { name: 'Set up Bellwether' }))
    await ana.expectFits()
    await fill('Organisation', 'Acme')
    await ana.tabTo(page.getByLabel('The address that customers write to'))
    await fill('Your name', 'Ana')
    await fill('Your e-mail', 'ana@staff.test')
    await fill('Password', 'a long enough password')
    await ana.press('Enter')
    await ana.see(page.getByRole('heading', { name: 'First steps' }))
    await ana.see('Nobody has said which address customers write to.')
    await ana.see('5 steps are open.')
    await ana.expectFits()
  }, 60_000)

  test.each(['/desk', '/evidence', '/signals'])(
    '%s is empty, and says where the first steps are',
    async (path) => {
      await page.goto(world.app.url + path)
      await ana.see(page.getByRole('link', { name: 'The first steps say how they get here.' }))
      await ana.expectFits()
      await ana.activate(page.getByRole('link', { name: 'The first steps say how they get here.' }))
      await ana.see(page.getByRole('heading', { name: 'First steps' }))
    },
    60_000,
  )

  test('mail to an address that nobody has set up is offered there, and files itself with one key', async () => {
    const early = letter({ from: 'vera@m.test', to: 'help@acme.test', subject: 'Are you there?' })
    await world.deliver(early.raw, { from: 'vera@m.test', to: ['help@acme.test'] })
    await ana.see(step('Your address').getByText('1 mail is held.'))
    await ana.expectFits()
    await ana.activate(button('Make this a mailbox: help@acme.test'))
    await ana.see(step('Your address').getByRole('link', { name: '#1 Are you there?' }))
    await isDone('Your address')
  }, 60_000)

  test('the line for a first mail is run as it stands', async () => {
    world.clock.advance(60_000)
    await inShell(await lineOf('Try it at once, in a shell'))
    await ana.see(step('Your address').getByRole('link', { name: '#2 A first mail' }))
    await ana.expectFits()
  }, 60_000)

  test('so is the line for a first event', async () => {
    await ana.activate(button('Make a token that sends evidence'))
    await ana.expectFits()
    expect(await inShell(await lineOf('An event'))).toContain('"accepted":1')
    await ana.see(step('Send events').getByText('first steps', { exact: true }))
    await isDone('Send events')
    expect(await inShell(await lineOf('A deploy'))).toContain('"corrected":null')
    await ana.activate(page.getByRole('link', { name: 'Look at it in the evidence' }))
    await ana.see('/checkout')
    await page.goBack()
    await ana.see(page.getByRole('heading', { name: 'First steps' }))
  }, 60_000)

  test('customers come from a pasted CSV file, with the row that cannot be taken; again it changes nothing', async () => {
    const csv = 'Customer ID;Company;Tier;Domains;E-mail\nacme;Acme;Pro;shop.acme.test;vera@m.test\nbeta;Beta;gold;;\n'
    for (const isFirst of [true, false]) {
      await ana.activate(button('Import from CSV'))
      await ana.tabTo(page.getByLabel('Or paste it'))
      await page.keyboard.insertText(csv)
      await ana.activate(button('See what is in it'))
      await ana.see('Row 3. The plan "gold" is none of free, pro and premium.')
      await ana.expectFits()
      if (isFirst) {
        await ana.see('1 would be added, 0 changed, 0 refused;')
        await ana.activate(button('Import 1 customer'))
        await ana.see('Imported: 1 added, 0 changed.')
        await ana.expectFits()
      } else await ana.see('0 would be added, 0 changed, 0 refused;')
      await ana.activate(button(isFirst ? 'Done' : 'Close'))
    }
    await isDone('Customers')
  }, 60_000)

  test('a second person is added', async () => {
    await ana.activate(button('Add a person'))
    const dialog = page.getByRole('dialog', { name: 'Add a person' })
    await fill('Name', 'Bo', dialog)
    await fill('E-mail', 'bo@staff.test', dialog)
    await ana.press('Enter')
    await ana.see('signs in with this link the first time')
    await ana.activate(button('I have kept it'))
    await isDone('Invite people')
  }, 60_000)

  test('somebody is on call, and knows that a page reaches them', async () => {
    await ana.activate(button('Add a rota'))
    const dialog = page.getByRole('dialog', { name: 'Add a rota' })
    await ana.tabTo(dialog.getByLabel('Team'))
    await ana.take()
    await ana.tabTo(dialog.getByLabel('People, in turn'))
    await ana.choose('Ana')
    await ana.press('Escape')
    await ana.activate(button('Save the rota'))
    await ana.see(step('On call').getByRole('link', { name: '1 rota' }))

    await ana.activate(button('Page me as a test'))
    const [mail] = await world.mailbox.waitFor('ana@staff.test')
    await ana.see(step('On call').getByText('nobody answered yet'))
    const [test] = (await world.mailbox.waitFor('ana@staff.test', 2)).filter((one) => one.subject?.startsWith('Page:'))
    expect([mail, test?.text]).toEqual([expect.anything(), expect.stringContaining('Nothing is wrong. Ana asked')])
    await ana.expectFits()
    await ana.activate(button('Acknowledge'))
    await ana.see(step('On call').getByText('acknowledged by Ana'))
    await isDone('On call')
    await ana.see('Everything is done.')
    await ana.expectFits()
    expect(await page.getByRole('link', { name: 'First steps' }).count()).toBe(0)
    expect(ana.complaints).toEqual([])
  }, 60_000)
})
