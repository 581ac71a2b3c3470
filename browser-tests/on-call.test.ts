import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Browser, Locator, Page } from 'playwright-core'
import { listContactMethods, listRotas } from '@bellwether/contract/pager.ts'
import { getMe } from '@bellwether/contract/people.ts'
import { startWorld, type World } from '../server/testing/start-world.ts'
import type { Keyboard } from './keyboard.ts'
import { openBrowser } from './open-browser.ts'
import { sitDownAsAna } from './sign-in.ts'

const found = await openBrowser()
if ('reason' in found) process.stdout.write(`Skipped: on call by keyboard, since no browser starts: ${found.reason}\n`)

const wide = { width: 1280, height: 800 }

describe.skipIf('reason' in found)('on call by keyboard', () => {
  const browser = (found as { browser: Browser }).browser
  let world: World
  let ana: Keyboard
  let page: Page
  beforeAll(async () => {
    // Nobody listens there: IRC is offered all the same.
    const environment = { IRC_URL: 'irc://bell@127.0.0.1:9' }
    world = await startWorld({ startsAt: '2026-01-16T18:30:00.000Z', environment })
    await world.person('Bo', { teams: ['support'] })
    await world.person('Cy', { teams: ['support'] })
    ana = await sitDownAsAna(browser, world.app.url, wide)
    page = ana.page
  }, 120_000)
  afterAll(async () => {
    await browser.close()
    await world.stop()
  })

  const open = (section: string) => page.goto(`${world.app.url}/settings/${section}`)
  const button = (name: string | RegExp): Locator => page.getByRole('button', { name, exact: true })
  const dialog = (name: string | RegExp): Locator => page.getByRole('dialog', { name })
  const choose = async (field: Locator, text: string): Promise<void> => {
    await ana.tabTo(field)
    await ana.choose(text)
  }

  test('without a rota the page says what one is, and who is paged until then', async () => {
    await open('rotas')
    await ana.see('Until a team has one, its pages wake everyone on it.')
    await ana.expectFits()
  }, 60_000)

  test('a team gets two rotas, and both of them have somebody on call', async () => {
    await ana.activate(button('Add a rota'))
    await ana.tabTo(dialog('Add a rota').getByLabel('Team'))
    await ana.choose('Support')
    await choose(dialog('Add a rota').getByLabel('People, in turn'), 'Bo')
    await ana.press('Escape')
    await ana.activate(button('Save the rota'))
    await ana.see('Bo is on call now')

    await ana.activate(button('Add a rota to Support'))
    await ana.tabTo(dialog('Add a rota to Support').getByLabel('Name'))
    await ana.type('On call')
    await choose(dialog('Add a rota to Support').getByLabel('People, in turn'), 'Cy')
    await ana.press('Escape')
    await ana.activate(button('Save the rota'))
    await ana.see('The team has a rota "On call".')
    await ana.tabTo(dialog('Add a rota to Support').getByLabel('Name'), 'Shift+Tab')
    await ana.press('Control+A')
    await ana.type('Nights')
    await ana.expectFits()
    await ana.activate(button('Save the rota'))
    await ana.see('Cy and Bo are on call now')
    await ana.expectFits()
  }, 60_000)

  test('one is renamed; one is removed after it was said who is on call then', async () => {
    await ana.activate(button('Change the rota Nights of Support'))
    await ana.tabTo(dialog('Nights of Support').getByLabel('Name'))
    await ana.press('Control+A')
    await ana.type('Evenings')
    await ana.activate(button('Save the rota'))
    await ana.activate(button('Remove the rota Evenings of Support'))
    await ana.see(dialog('Remove the rota Evenings of Support?').getByText('Bo is on call for Support then.'))
    await ana.expectFits()
    await ana.activate(button('Remove'))
    await ana.see('They got a mail about their turns: Cy.')
    await ana.see('Bo is on call now')
    await ana.see('Bo is reached by mail')
    await ana.activate(button('Page Bo as a test'))
    await ana.see('The test of')
    await ana.see('nobody answered yet')
    await ana.activate(button('Remove the rota On call of Support'))
    await ana.see('Nobody is on call for Support then.')
    await ana.see('Its pages go to everyone on the team')
    await ana.press('Escape')
    expect((await world.ana.call(listRotas, {})).items.map((one) => one.name)).toEqual(['On call'])
  }, 60_000)

  test('people add ways to be paged, say when each rings, put them in order and remove them', async () => {
    await open('me')
    const methods = page.getByRole('list', { name: 'How you are paged' }).getByRole('listitem')
    const add = dialog('Add a way to page you')
    for (const host of ['one.test', 'two.test']) {
      await ana.activate(button('Add a way'))
      await ana.tabTo(add.getByLabel('Address'))
      await ana.type(`https://${host}/key`)
      await ana.expectFits()
      await ana.activate(button('Add it'))
      await ana.see(add.getByLabel('Secret'))
      await ana.expectFits()
      await ana.activate(button('I have kept it'))
      await ana.see(methods.getByText(`https://${host}`))
    }
    await ana.activate(button('Move up 3, webhook https://two.test'))
    await ana.see(button('Remove 2, webhook https://two.test'))
    await ana.tabTo(page.getByRole('combobox', { name: 'When, of 2, webhook https://two.test' }))
    await ana.choose('after 5 min')
    await expect.poll(ruleOfSecond).toEqual({ afterMinutes: 5, urgency: 'any' })
    await ana.tabTo(page.getByRole('combobox', { name: 'For which pages, of 2, webhook https://two.test' }))
    await ana.choose('urgent ones alone')
    await expect.poll(ruleOfSecond).toEqual({ afterMinutes: 5, urgency: 'high' })
    await ana.expectFits()
    await ana.activate(button('Remove 3, webhook https://one.test'))
    await ana.activate(button('Remove'))
    await methods.getByText('https://one.test').waitFor({ state: 'detached' })
    expect(await methods.count()).toBe(2)
  }, 60_000)

  const contactMethods = async () => {
    const { person } = await world.ana.call(getMe, {})
    return world.ana.call(listContactMethods, { params: { id: person.id } })
  }
  async function ruleOfSecond() {
    const { afterMinutes, urgency } = (await contactMethods()).items[1] ?? {}
    return { afterMinutes, urgency }
  }

  test('a topic that is none is said to be so at its field', async () => {
    await ana.activate(button('Add a way'))
    await ana.seeDialog('Add a way to page you')
    await ana.type('ntfy')
    await ana.tabTo(dialog('Add a way to page you').getByLabel('Address'))
    await ana.type('https://ntfy.sh/')
    await ana.activate(button('Add it'))
    await ana.see('Write the address of a topic, such as https://ntfy.sh/your-topic.')
    await ana.expectFits()
    await ana.activate(button('Cancel'))
    await dialog('Add a way to page you').waitFor({ state: 'detached' })
  }, 60_000)

  test('a nick of IRC is added, and one that is none is said to be so at its field', async () => {
    const add = dialog('Add a way to page you')
    await ana.activate(button('Add a way'))
    await ana.seeDialog('Add a way to page you')
    await ana.type('A message on IRC')
    await ana.see('Answer there with “ack” or “next” and the code in the page.')
    await ana.tabTo(add.getByLabel('Nick'))
    await ana.type('#ops')
    await ana.activate(button('Add it'))
    await ana.see('Write a nick alone')
    await ana.expectFits()
    await ana.tabTo(add.getByLabel('Nick'))
    await ana.press('Control+a')
    await ana.type('ana')
    await ana.activate(button('Add it'))
    await add.waitFor({ state: 'detached' })
    await ana.see(button('Remove 3, IRC ana'))
    await ana.expectFits()
    await ana.activate(button('Remove 3, IRC ana'))
    await ana.activate(button('Remove'))
    await button('Remove 3, IRC ana').waitFor({ state: 'detached' })
  }, 60_000)

  test('they have quiet hours for what can wait', async () => {
    await ana.activate(button('Set quiet hours'))
    await ana.tabTo(page.getByLabel('Time zone'))
    await ana.press('Control+A')
    await ana.choose('Europe/London')
    await ana.expectFits()
    await ana.activate(page.getByRole('form', { name: 'Quiet hours' }).getByRole('button', { name: 'Save' }))
    await ana.see(page.getByText(/do so from 22:00 until 07:00 \(Europe\/London\)/))
    expect((await contactMethods()).quietHours).toEqual({ timeZone: 'Europe/London', from: '22:00', until: '07:00' })
    await ana.expectFits()
  }, 60_000)

  test('a page that is pushed to a browser is shown there', async () => {
    const context = page.context()
    await context.grantPermissions(['notifications'], { origin: world.app.url })
    await page.evaluate(`navigator.serviceWorker.register('/push-worker.js').then(() => navigator.serviceWorker.ready)`)
    // This browser has no place for notifications: what would be shown is written down instead.
    const [worker] = context.serviceWorkers()
    await worker?.evaluate(
      `(self.shown = [], self.registration.showNotification = async (...of) => void self.shown.push(of))`,
    )
    const browserSession = await context.newCDPSession(page)
    const registered = new Promise<string>((resolve) =>
      browserSession.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
        if (registrations[0] !== undefined) resolve(registrations[0].registrationId)
      }),
    )
    await browserSession.send('ServiceWorker.enable')
    const data = JSON.stringify({ title: 'Page: Fire', body: 'One in two.', url: `${world.app.url}/p/x`, tag: 'one' })
    const registrationId = await registered
    await browserSession.send('ServiceWorker.deliverPushMessage', { origin: world.app.url, registrationId, data })
    await expect
      .poll(() => worker?.evaluate('self.shown'))
      .toMatchObject([['Page: Fire', { body: 'One in two.', requireInteraction: true, tag: 'one' }]])
    expect(ana.complaints).toEqual([])
  }, 60_000)
})
