import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addPerson } from '@bellwether/contract/people.ts'
import type { Browser } from 'playwright-core'
import { contactOf } from '../server/demo/demo-letters.ts'
import { at, type Friday, isHit, startFriday } from '../server/testing/friday-world.ts'
import { emergencyAddress } from '../server/testing/start-world.ts'
import { type Keyboard, keyboardOf } from './keyboard.ts'
import { openBrowser } from './open-browser.ts'
import { stagesOf } from './stages.ts'

/* The Friday as people live it: Sam of support and Ines of infrastructure, each with a keyboard and no mouse. */

const found = await openBrowser()
if ('reason' in found) process.stdout.write(`Skipped: the browser tests, since no browser starts: ${found.reason}\n`)

describe.skipIf('reason' in found)('a Friday by keyboard alone', () => {
  const browser = (found as { browser: Browser }).browser
  let friday: Friday
  let sam: Keyboard
  let ines: Keyboard

  beforeAll(async () => {
    friday = await startFriday()
    const person = { name: 'Sam', email: 'sam@staff.test', roles: ['staff'], teams: ['support'] }
    await friday.world.ana.call(addPerson, { body: person })
    sam = await sitDown(browser)
    ines = await sitDown(browser)
    await friday.playUntil(at('18:30'), 10)
    await friday.writeIn(friday.traffic.customers[40]!, 'How do I purge one path?')
    await friday.writeIn(friday.traffic.vip, 'Checkout is down', emergencyAddress)
  }, 180_000)
  afterAll(async () => {
    await browser.close()
    await friday.world.stop()
  })

  const stage = stagesOf(() => keepPictures({ sam, ines }))
  stage('a link in a mail signs Sam in', () => signInByLink(friday, sam, 'sam@staff.test'))
  stage('the urgent ticket is found and claimed', () => claimTheUrgentTicket(sam))
  stage('the customer’s own errors stand beside it', () => lookAtTheEvidence(sam))
  stage('who else has them, and which deploy made them, is asked by one key', () => askWhoElse(friday, sam))
  stage('a report is drafted, and says what it lacks', () => draftTheReport(sam))
  stage('the report pages the team', () => handOffTheReport(sam))
  stage('its person on call accepts the rollback behind the link', () => acceptTheRollback(friday, ines))
  stage('support sees that it was accepted', () => seeTheRollback(sam))
  stage('Ines signs in', () => signInByLink(friday, ines, 'ines@staff.test'))
  stage('the team is asked', () => askTheTeam(sam))
  stage('it answers in its queue', () => answerInTheTeamQueue(ines))
  stage('support has the answer', () => seeTheAnswer(sam))
  stage('the errors are watched to zero', () => watchToZero(friday, sam), 120_000)
  stage('everyone who wrote in is told', () => tellCustomers(friday, sam))
  stage('the customer is answered, and the ticket resolved', () => replyAndResolve(friday, sam))
  stage('the palette leads anywhere', () => findThingsByPalette(sam))
  stage('the keys are listed', () => readTheKeys(sam))
  test('no script broke, no policy was violated', () => {
    expect([...sam.complaints, ...ines.complaints]).toEqual([])
  })
})

/** What each of them saw last, for whoever looks into a failure. */
async function keepPictures(people: Record<string, Keyboard>): Promise<void> {
  for (const [name, { page, complaints }] of Object.entries(people)) {
    const path = join(tmpdir(), `bellwether-friday-${name}.png`)
    await page.screenshot({ path })
    process.stdout.write([`${name} saw ${path} at ${page.url()}`, ...complaints, ''].join('\n'))
  }
}

async function sitDown(browser: Browser): Promise<Keyboard> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
    timezoneId: 'UTC',
    reducedMotion: 'reduce',
  })
  return keyboardOf(await context.newPage())
}

const linkIn = (text: string | undefined, path: string): string =>
  new RegExp(`http\\S+${path}\\S+`).exec(text ?? '')?.[0] ?? ''

async function signInByLink({ world }: Friday, person: Keyboard, email: string): Promise<void> {
  const { page, see, type, activate, expectAccessible } = person
  const before = world.mailbox.to(email).length
  await page.goto(world.app.url)
  await see(page.getByLabel('E-mail'))
  await expectAccessible()
  await type(email)
  await activate(page.getByRole('button', { name: 'Send me a one-time link' }))
  await activate(page.getByRole('button', { name: 'Send the link' }))
  await see('a link is on its way')
  const mail = (await world.mailbox.waitFor(email, before + 1)).at(-1)
  await page.goto(linkIn(mail?.text, '/sign-in'))
  await see(page.getByRole('heading', { name: 'Queue' }))
}

async function claimTheUrgentTicket({ page, see, press, expectAccessible }: Keyboard): Promise<void> {
  const row = page.getByRole('main').getByRole('link', { name: 'Checkout is down' })
  await see(row)
  await expectAccessible()
  await press('j')
  expect(await row.evaluate((element) => element === element.ownerDocument.activeElement)).toBe(true)
  await press('Enter')
  await see(page.getByRole('heading', { name: 'Checkout is down' }))
  await press('c')
  await see(page.getByText('Sam claimed', { exact: false }))
}

async function lookAtTheEvidence(person: Keyboard): Promise<void> {
  const { page, see, press, type, tabTo, expectAccessible } = person
  const fault = page.getByRole('list', { name: 'Errors' }).getByText('edge function of')
  await see(fault)
  await see(
    page.getByText(/^1 unusual error: \d+ here since \d\d:\d\d; \d+ times for \d+ customers, follows revproxy@/),
  )
  await see(page.getByRole('list', { name: 'Deploys of this time' }).getByText('revproxy@'))
  await expectAccessible()

  await press('3')
  const value = page.getByRole('region', { name: 'feature', exact: true }).getByRole('button', { name: /^lambda/ })
  await tabTo(value, 'j')
  await press('Enter')
  await see(page.getByRole('list', { name: 'Filters' }).getByText('lambda'))
  await expectAccessible()
  await press('f')
  await type('cdn=northstar')
  await press('Enter', 'Escape')
  await see(page.getByRole('list', { name: 'Filters' }).getByText('northstar'))

  await press('2')
  await see(page.getByRole('list', { name: 'Events, the newest first' }))
  await expectAccessible()
  await press('1')
  await see(fault)
}

async function askWhoElse({ traffic }: Friday, person: Keyboard): Promise<void> {
  const { page, see, press, expectAccessible } = person
  await press('j', 'w')
  await see(page.getByRole('heading', { name: 'Who else?' }))
  const finding = page.getByRole('region', { name: 'Finding' })
  await see(finding.getByText(/\d+ customers .*northstar.*lambda/))
  await see(finding.getByText(`It follows deploy ${traffic.truth.deploy?.version}`))
  await see(finding.getByText('by chance'))
  await see(page.getByRole('region', { name: 'Where it happens' }).getByText('cdn = northstar, feature = lambda'))
  await see(page.getByRole('region', { name: 'Host by host' }).getByText('error after deploy'))
  await expectAccessible()
}

async function draftTheReport(person: Keyboard): Promise<void> {
  const { page, see, press, tabTo, activate, type, expectAccessible } = person
  await press('R')
  await see(page.getByRole('heading', { name: /^R1/ }))
  await see(page.getByRole('list', { name: 'Missing' }).getByText('reproduce'))
  await expectAccessible()

  const handOff = page.getByRole('button', { name: 'Hand off and page…' })
  await activate(handOff)
  const dialog = page.getByRole('dialog')
  await see(dialog.getByRole('list', { name: 'Missing' }))
  await expectAccessible()
  expect(await dialog.getByRole('button', { name: 'Hand off and page' }).isDisabled()).toBe(true)
  await press('Escape')
  await dialog.waitFor({ state: 'detached' })
  await see(handOff.and(page.locator(':focus')))

  await tabTo(page.getByLabel('How to reproduce it'))
  await type('curl -i https://shop.example/checkout through a northstar PoP: one in two answers 502.')
  await press('Tab')
  await see('Ready to page')
}

async function handOffTheReport({ page, see, press, choose, activate, expectAccessible }: Keyboard): Promise<void> {
  await press('Escape', 'h')
  const dialog = page.getByRole('dialog')
  await see(dialog.getByText('Ready to page'))
  await choose('Infrastructure')
  await activate(dialog.getByRole('button', { name: 'Hand off and page' }))
  await see(page.getByRole('region', { name: 'Page' }).getByText('Ines'))
  await expectAccessible()
}

async function acceptTheRollback({ world }: Friday, person: Keyboard): Promise<void> {
  const { page, see, activate, expectAccessible } = person
  await world.settle()
  const [mail] = await world.mailbox.waitFor('ines@staff.test')
  await page.goto(linkIn(mail?.text, '/p/'))
  await see(page.getByRole('button', { name: 'Acknowledge' }))
  await expectAccessible()
  await activate(page.getByRole('button', { name: 'Acknowledge' }))
  await see('Ines acknowledged this page')
  await activate(page.getByRole('button', { name: 'Accept: roll back' }))
  await see('Ines accepted the rollback')
  await expectAccessible()
}

async function seeTheRollback({ page, see }: Keyboard): Promise<void> {
  await see(page.getByRole('region', { name: 'Page' }).getByText('acknowledged by Ines'))
  await see('Ines accepted it')
}

async function askTheTeam({
  page,
  see,
  press,
  choose,
  tabTo,
  type,
  activate,
  expectAccessible,
}: Keyboard): Promise<void> {
  await press('g', 'q')
  await see(page.getByRole('main').getByRole('link', { name: 'Checkout is down' }))
  await press('j', 'Enter')
  await see(page.getByRole('heading', { name: 'Checkout is down' }))
  await press('h')
  const dialog = page.getByRole('dialog')
  await see(dialog.getByLabel('Question'))
  await expectAccessible()
  await choose('Infrastructure')
  await tabTo(dialog.getByLabel('Question'))
  await type('Are orders that answered 502 lost, or may the shop send them again?')
  await tabTo(dialog.getByRole('radio', { name: 'their target' }))
  await press('ArrowRight')
  await activate(dialog.getByRole('button', { name: 'Hand off' }))
  await see('Sam asked Infrastructure')
}

async function answerInTheTeamQueue(person: Keyboard): Promise<void> {
  const { page, see, press, type, activate, expectAccessible } = person
  await press('Control+k')
  await see(page.getByRole('dialog'))
  await type('infrastructure')
  await see(page.getByRole('button', { name: 'Infrastructure queue' }))
  await press('Enter')
  await see(page.getByRole('heading', { name: 'Infrastructure', level: 1 }))
  await see('Are orders that answered 502 lost')
  await expectAccessible()
  await press('j')
  await activate(page.getByRole('button', { name: 'Acknowledge' }))
  await see('seen by Ines')
  await activate(page.getByRole('button', { name: 'Answer' }))
  await type('Send them again: the function never ran.')
  await activate(page.getByRole('button', { name: 'Answer' }))
  await see('No ticket waits on Infrastructure')
}

async function seeTheAnswer({ page, see }: Keyboard): Promise<void> {
  await see('Send them again: the function never ran.')
  await see(page.getByText('support since'))
}

async function watchToZero({ traffic, playUntil, writeIn, world }: Friday, person: Keyboard): Promise<void> {
  const { page, see, press, expectAccessible } = person
  await playUntil(at('18:35'))
  const others = traffic.customers.filter((customer) => isHit(customer) && customer !== traffic.vip).slice(0, 3)
  for (const [position, customer] of others.entries()) await writeIn(customer, `Functions fail ${position}`)
  await playUntil(at('18:40'))
  traffic.startRollback(at('18:40'))
  await playUntil(at('19:15'))
  await world.settle()

  await page.reload()
  await see('At zero for 15 minutes')
  await press('g', 'r')
  await see(page.getByRole('list', { name: 'Trouble reports' }).getByText('recovered'))
  await expectAccessible()
  await press('j', 'Enter')
  await see(page.getByRole('heading', { name: 'Recovered: at zero for 15 minutes while traffic flowed on' }))
  await expectAccessible()
}

async function tellCustomers({ world, traffic }: Friday, person: Keyboard): Promise<void> {
  const { page, see, press, activate, expectAccessible } = person
  await press('t')
  const dialog = page.getByRole('dialog')
  await see(dialog.getByText('4 mails will be sent'))
  await expectAccessible()
  await activate(dialog.getByRole('button', { name: 'Send 4 mails' }))
  await see(
    page.getByRole('region', { name: 'Told ledger' }).getByText('4 of 4 who wrote in have heard that it is over.'),
  )
  await world.settle()
  const told = world.mailbox.to(contactOf(traffic.vip).email).at(-1)
  expect(told?.text).toContain(`Hello ${contactOf(traffic.vip).name},`)
}

async function replyAndResolve({ world, traffic }: Friday, person: Keyboard): Promise<void> {
  const { page, see, press, type, tabTo, activate, expectAccessible } = person
  const email = contactOf(traffic.vip).email
  const before = world.mailbox.to(email).length
  await press('g', 'm')
  await see(page.getByRole('heading', { name: 'Mine' }))
  await see(page.getByRole('main').getByRole('link', { name: 'Checkout is down' }))
  await press('j', 'Enter')
  await see(page.getByRole('heading', { name: 'Checkout is down' }))
  await see(page.getByRole('region', { name: 'Time line' }).getByText(`Hello ${contactOf(traffic.vip).name},`))
  await press('r')
  await type('Please send the failed orders again: none of them was processed.')
  await press('Control+Enter')
  await see(page.getByText(/reply goes out in \d+ s/))
  await world.forward({ seconds: 11 })
  const talk = page.getByRole('region', { name: 'Time line' })
  await see(talk.getByText('Please send the failed orders again'))
  expect((await world.mailbox.waitFor(email, before + 1)).at(-1)?.text).toContain('send the failed orders again')

  await press('Escape', 'e')
  const dialog = page.getByRole('dialog')
  await see(dialog.getByLabel('It needs no document'))
  await expectAccessible()
  await press('ArrowUp')
  await tabTo(dialog.getByLabel('Why it needs none'))
  await type('Our fault; the report explains it.')
  await activate(dialog.getByRole('button', { name: 'Resolve' }))
  await dialog.waitFor({ state: 'detached' })
  await see(page.getByRole('region', { name: 'Ticket' }).getByText('resolved', { exact: true }))
  await expectAccessible()
}

async function findThingsByPalette({ page, see, press, type, expectAccessible }: Keyboard): Promise<void> {
  await press('Control+k')
  await see(page.getByRole('dialog'))
  await expectAccessible()
  await type('signals')
  await see(page.getByRole('button', { name: /^Signals/ }))
  await press('Enter')
  await see('Nothing new is going wrong')
  await expectAccessible()
}

async function readTheKeys({ page, see, press, expectAccessible }: Keyboard): Promise<void> {
  await press('?')
  await see(page.getByRole('dialog').getByText('Claim the ticket', { exact: true }))
  await expectAccessible()
  await press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
}
