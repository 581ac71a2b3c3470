import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { getPage, listPages } from '@bellwether/contract/pager.ts'
import { getMe } from '@bellwether/contract/people.ts'
import type { Browser, Page } from 'playwright-core'
import { inTransaction } from '../server/platform/database/in-transaction.ts'
import { pageTeam } from '../server/pager/pager.ts'
import { startWorld, type World } from '../server/testing/start-world.ts'
import { type Keyboard, keyboardOf } from './keyboard.ts'
import { openBrowser } from './open-browser.ts'
import { sitDownAsAna } from './sign-in.ts'

/* Whoever is paged sees it wherever they are, until somebody has answered. */

const found = await openBrowser()
if ('reason' in found) process.stdout.write(`Skipped: paged, since no browser starts: ${found.reason}\n`)

describe.skipIf('reason' in found)('a page that nobody can miss', () => {
  const browser = (found as { browser: Browser }).browser
  let world: World
  let ana: Keyboard
  let page: Page
  let support: string
  let anaId: string
  beforeAll(async () => {
    world = await startWorld()
    await world.person('Bo', { teams: ['support'] })
    support = (await world.sql<{ id: string }>(`select id from people.teams where slug = 'support'`))[0]?.id ?? ''
    anaId = (await world.ana.call(getMe, {})).person.id
    ana = await sitDownAsAna(browser, world.app.url, { width: 1280, height: 800 })
    page = ana.page
  }, 120_000)
  afterAll(async () => {
    await browser.close()
    await world.stop()
  })

  const pageTheTeam = (teamId: string, title: string): Promise<string> =>
    inTransaction(world.app.contextFor('test'), (ctx) =>
      pageTeam(ctx, { teamId, title, body: 'Look.', about: { module: 'test', id: teamId, path: '/signals' } }),
    )
  const bar = () => page.getByRole('complementary', { name: 'Pages to you' })

  test('comes by itself, on every screen, and in the title of the window', async () => {
    await page.goto(`${world.app.url}/desk`)
    await ana.see(page.getByRole('heading', { level: 1 }))
    expect(await bar().count()).toBe(0)
    await pageTheTeam(support, 'Checkout fails')
    await ana.see(bar().getByText('You are paged'))
    await ana.see(bar().getByText('Support, with 1 other person'))
    await ana.see(
      page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Pages 1 waiting for you' }),
    )
    for (const path of ['/evidence', '/signals', '/reports', '/customers', '/settings/people', '/desk']) {
      await page.goto(`${world.app.url}${path}`)
      await ana.see(bar().getByRole('link', { name: 'Checkout fails' }))
      await expect.poll(() => page.title(), { timeout: 10_000 }).toMatch(/^\(1\) .+ · Bellwether$/)
    }
    await ana.expectFits()
  }, 90_000)

  test('a page to others is not mine', async () => {
    const other = await world.team('network')
    await world.person('Lena', { teams: ['network'] })
    await pageTheTeam(other, 'A link is down')
    await page.goto(`${world.app.url}/pages`)
    await ana.see(page.getByRole('link', { name: 'A link is down' }))
    await ana.see(bar().getByRole('link', { name: 'Checkout fails' }))
    expect(await bar().getByRole('link').allTextContents()).toEqual(['Checkout fails'])
  }, 60_000)

  test('three are shown, and that there are more', async () => {
    for (const title of ['Two', 'Three', 'Four']) await pageTheTeam(support, title)
    await ana.see(bar().getByRole('link', { name: 'And 1 more: all to you' }))
    expect(await bar().getByRole('button', { name: 'Acknowledge' }).count()).toBe(3)
    // On a phone the first of them, in at most two lines, and how many more there are.
    await page.setViewportSize({ width: 390, height: 844 })
    await expect.poll(() => bar().getByRole('button', { name: 'Acknowledge' }).count()).toBe(1)
    await ana.see(bar().getByRole('link', { name: '+3' }))
    expect((await bar().boundingBox())?.height).toBeLessThanOrEqual(56)
    await page.setViewportSize({ width: 1280, height: 800 })
  }, 60_000)

  test('is answered where it stands, by key, and goes', async () => {
    for (let left = 4; left > 0; left -= 1) {
      const answered = (await bar().getByRole('link').first().textContent()) ?? ''
      await ana.activate(bar().getByRole('button', { name: 'Acknowledge' }).first())
      await expect
        .poll(async () => (await world.ana.call(listPages, { query: { state: 'open', person: anaId } })).items, {
          timeout: 10_000,
        })
        .toHaveLength(left - 1)
      // Until the bar has heard of it, its first button is still of this page.
      await bar().getByRole('link', { name: answered, exact: true }).waitFor({ state: 'detached' })
    }
    await bar().waitFor({ state: 'detached' })
    await expect.poll(() => page.title(), { timeout: 10_000 }).toMatch(/^Pages · Bellwether$/)
    expect(ana.complaints).toEqual([])
  }, 60_000)

  test('is answered by the link of its mail, on a phone and without signing in: something is said, and a colleague has it', async () => {
    const id = await pageTheTeam(support, 'Certificates are over')
    await world.settle()
    const mail = world.mailbox.to('ana@staff.test').find(({ subject }) => subject === 'Page: Certificates are over')
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, colorScheme: 'dark' })
    const phone = keyboardOf(await context.newPage())
    await phone.page.goto(/https?:\/\/\S+\/p\/[a-z2-7]+/.exec(mail?.text ?? '')?.[0] ?? '')
    await phone.see(phone.page.getByRole('heading', { name: 'Certificates are over' }))
    await phone.activate(phone.page.getByText('Say something, or give it to somebody'))
    await phone.tabTo(phone.page.getByLabel('A note for whoever comes next'))
    await phone.type('I am on a train.')
    await phone.activate(phone.page.getByRole('button', { name: 'Add the note' }))
    await phone.see('It stands with the page.')
    await phone.activate(phone.page.getByRole('button', { name: 'Give it to Bo' }))
    await phone.see('They are paged.')
    await phone.expectFits()
    const { entries } = await world.ana.call(getPage, { params: { id } })
    expect(entries.slice(-2)).toMatchObject([
      { kind: 'note', text: 'I am on a train.', person: { name: 'Ana' } },
      { kind: 'reassigned', person: { name: 'Ana' }, to: { name: 'Bo' } },
    ])
    expect(phone.complaints).toEqual([])
    await context.close()
  }, 60_000)
})
