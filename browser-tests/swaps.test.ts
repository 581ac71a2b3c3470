import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Browser, Locator, Page } from 'playwright-core'
import * as pager from '@bellwether/contract/pager.ts'
import { addPerson, getMe } from '@bellwether/contract/people.ts'
import type { Caller } from '../server/testing/caller.ts'
import { startWorld, type World } from '../server/testing/start-world.ts'
import { type Keyboard, keyboardOf } from './keyboard.ts'
import { openBrowser } from './open-browser.ts'
import { sitDownAsAna } from './sign-in.ts'

const found = await openBrowser()
if ('reason' in found) process.stdout.write(`Skipped: swaps and leave, since no browser starts: ${found.reason}\n`)

/* Bo has this week on a rota of Paris, Ana the next one. Cy is on the team and changes no rotas. */
describe.skipIf('reason' in found)('swaps and leave', () => {
  const browser = (found as { browser: Browser }).browser
  let world: World
  let bo: Caller
  let rotaId: string
  beforeAll(async () => {
    world = await startWorld({ startsAt: '2026-01-16T18:30:00.000Z' })
    bo = await world.person('Bo')
    const { person } = await world.ana.call(getMe, {})
    const layer = { timeZone: 'Europe/Paris', startsOn: '2026-01-12' }
    const rota = (name: string, people: string[]) =>
      world.ana.call(pager.addRota, { body: { team: 'support', name, layers: [{ ...layer, people }] } })
    rotaId = (await rota('Days', [bo.id, person.id])).id
    await rota('Nights', [person.id])
  }, 120_000)
  afterAll(async () => {
    await browser.close()
    await world.stop()
  })

  const at = (page: Page, name: string | RegExp): Locator => page.getByRole('button', { name, exact: true })

  /** Somebody on the team who changes no rotas signs in by their first link. */
  async function sitDown(name: string): Promise<Keyboard & { id: string }> {
    const body = { name, email: `${name.toLowerCase()}@staff.test`, teams: ['support'] }
    const { person, signInUrl } = await world.ana.call(addPerson, { body })
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' })
    const somebody = keyboardOf(await context.newPage())
    const { pathname, search } = new URL(signInUrl)
    await somebody.page.goto(`${world.app.url}${pathname}${search}`)
    await somebody.see(somebody.page.getByRole('heading', { name: 'Queue' }))
    return { ...somebody, id: person.id }
  }

  test.each([
    ['wide', { width: 1280, height: 800 }, 10],
    ['narrow', { width: 390, height: 844 }, 20],
  ])(
    'cover that is asked for is taken by keyboard, though elsewhere as well, %s',
    async (_, size, hour) => {
      const span = { startsAt: `2026-01-17T${hour}:00:00.000Z`, endsAt: `2026-01-17T${hour + 2}:00:00.000Z` }
      await bo.call(pager.askForCover, { body: { rota: rotaId, ...span, note: 'A wedding' } })
      const ana = await sitDownAsAna(browser, world.app.url, size)
      const { page } = ana
      await ana.press('g', 'o')
      await ana.see(page.getByRole('list', { name: 'Cover is asked for' }).getByText('Bo asks for cover on Days:'))
      await ana.expectFits()
      await ana.activate(at(page, `Take it: Bo, Sat 17 Jan ${hour}:00`))
      await ana.seeDialog('Take the shift of Bo?')
      const dialog = page.getByRole('dialog', { name: 'Take the shift of Bo?' })
      await ana.see(dialog.getByText('You are on call for Days of Support:'))
      await ana.activate(dialog.getByRole('button', { name: 'Take it' }))
      await ana.see(dialog.getByText(/^You are on call for "Nights" of Support then/))
      await ana.expectFits()
      await ana.activate(dialog.getByRole('button', { name: 'Take it anyway' }))
      await ana.see('It is yours. Bo reads of it by mail.')
      const query = { from: span.startsAt, to: span.endsAt }
      const { shifts } = await world.ana.call(pager.listShifts, { params: { id: rotaId }, query })
      expect(shifts.map(({ person }) => person.name)).toEqual(['Ana'])
      expect(ana.complaints).toEqual([])
      await page.context().close()
    },
    90_000,
  )

  test('whoever changes no rotas asks from a bar of the calendar, of one person and for one of theirs', async () => {
    const cy = await sitDown('Cy')
    const { page } = cy
    const spans = [{ startsAt: '2026-01-18T12:00:00Z', endsAt: '2026-01-18T16:00:00Z' }]
    await world.ana.call(pager.addOverrides, { params: { id: rotaId }, body: { person: cy.id, spans } })
    await page.goto(`${world.app.url}/on-call?rota=${rotaId}`)
    await cy.see('Nobody asks for cover.')
    await cy.activate(at(page, 'Cy, Sun 18 Jan 12:00 to Sun 18 Jan 16:00'))
    await cy.seeDialog('Ask for cover on Days')
    const dialog = page.getByRole('dialog', { name: 'Ask for cover on Days' })
    expect(await dialog.getByLabel('From').inputValue()).toBe('2026-01-18T12:00')
    await cy.tabTo(dialog.getByLabel('Who is asked'))
    await cy.choose('Ana')
    await cy.tabTo(dialog.getByLabel('In return'))
    await cy.choose('Mon 19 Jan 08:00')
    await cy.expectFits()
    await cy.activate(dialog.getByRole('button', { name: 'Ask for cover' }))
    await cy.see('Cover is asked for. Until somebody takes it, it stays with Cy.')
    await cy.see('Cy asks Ana for cover on Days:')
    expect((await cy.page.getByText(/in return for/).textContent()) ?? '').toContain('Mon 19 Jan 08:00')
    await cy.activate(at(page, 'Withdraw: Cy, Sun 18 Jan 12:00'))
    await cy.see('Withdrawn: it stays with Cy.')
    await cy.see('Nobody asks for cover.')
    expect(cy.complaints).toEqual([])
    await page.context().close()
  }, 90_000)

  test('leave shows in the calendar and in the year ahead, and cover is asked for from there', async () => {
    const ana = await sitDownAsAna(browser, world.app.url, { width: 1280, height: 800 })
    const { page } = ana
    await page.goto(`${world.app.url}/on-call?rota=${rotaId}`)
    await ana.see('Nobody is away. Add leave, and the shifts that fall into it show')
    await ana.activate(at(page, 'Add leave'))
    await ana.seeDialog('Add leave')
    const dialog = page.getByRole('dialog', { name: 'Add leave' })
    await ana.tabTo(dialog.getByLabel('Who is away'))
    await ana.choose('Bo')
    await ana.tabTo(dialog.getByLabel('Last day'))
    await dialog.getByLabel('Last day').fill('2026-01-28')
    await ana.tabTo(dialog.getByLabel('Why'))
    await ana.type('Skiing')
    await ana.expectFits()
    await ana.activate(dialog.getByRole('button', { name: 'Add leave' }))
    await ana.see(page.getByText(/Bo has \d shifts then, and stays on call/))
    await ana.see('Bo is away, and on call all the same')
    await ana.see(page.getByText(/^Bo is away for \d shifts of theirs$/))
    await ana.see(at(page, /^Bo, Mon 26 Jan 08:00 to Mon 2 Feb 08:00, on leave for some of it$/))
    await ana.expectFits()

    await ana.activate(at(page, 'Ask for cover: Bo, Mon 26 Jan 08:00'))
    await ana.seeDialog('Ask for cover on Days')
    await ana.activate(page.getByRole('dialog').getByRole('button', { name: 'Ask for cover' }))
    await ana.see('Cover is asked for. Until somebody takes it, it stays with Bo.')
    await ana.see(page.getByText('cover is asked for', { exact: true }))
    await ana.activate(at(page, /^Remove the leave of Bo, /))
    await ana.activate(page.getByRole('dialog').getByRole('button', { name: 'Remove' }))
    await ana.see('Nobody is away. Add leave, and the shifts that fall into it show')
    expect(ana.complaints).toEqual([])
    await page.context().close()
  }, 90_000)

  test('the dialog of an override leads to asking for cover instead', async () => {
    const ana = await sitDownAsAna(browser, world.app.url, { width: 1280, height: 800 })
    const { page } = ana
    await page.goto(`${world.app.url}/on-call?rota=${rotaId}&from=2026-02-02`)
    await ana.tabTo(at(page, 'Bo, Mon 26 Jan 08:00 to Mon 2 Feb 08:00'))
    await ana.tabTo(at(page, 'Ana, Mon 2 Feb 08:00 to Mon 9 Feb 08:00'), 'ArrowRight')
    await ana.press('Enter')
    await ana.seeDialog('Override Days')
    await ana.activate(page.getByRole('dialog').getByRole('button', { name: 'Ask for cover' }))
    await ana.seeDialog('Ask for cover on Days')
    await ana.expectFits()
    await ana.activate(
      page.getByRole('dialog', { name: 'Ask for cover on Days' }).getByRole('button', { name: 'Cancel' }),
    )
    await page.context().close()
  }, 60_000)
})
