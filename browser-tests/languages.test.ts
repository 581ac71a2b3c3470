import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Browser } from 'playwright-core'
import { actOnTickets, getTicket } from '@bellwether/contract/desk.ts'
import { addRota, openPage, rotaWeekdays } from '@bellwether/contract/pager.ts'
import type { World } from '../server/testing/start-world.ts'
import { sitDownAtTicket } from './at-a-ticket.ts'
import type { Keyboard } from './keyboard.ts'
import { openBrowser } from './open-browser.ts'

/* The console in a language whose words are longer, and from right to left. */

const found = await openBrowser()
if ('reason' in found) process.stdout.write(`Skipped: languages, since no browser starts: ${found.reason}\n`)

const pages = [
  ['/desk', 'Warteschlange'],
  ['/tickets/1', 'Slow'],
  ['/search', 'Suche'],
  ['/customers', 'Kunden'],
  ['/settings/me', 'Einstellungen'],
  ['/settings/rules', 'Einstellungen'],
  ['/settings/recurring', 'Einstellungen'],
  ['/settings/targets', 'Einstellungen'],
  ['/settings/mail', 'Einstellungen'],
  ['/settings/paging', 'Einstellungen'],
  ['/on-call', 'Bereitschaft'],
] as const

describe.skipIf('reason' in found)('the console', () => {
  const browser = (found as { browser: Browser }).browser
  let world: World
  let ana: Keyboard
  beforeAll(async () => {
    ;({ world, ana } = await sitDownAtTicket(browser))
    const bo = await world.person('Bo', { teams: ['support'] })
    const hours = [{ days: [...rotaWeekdays], from: '07:00', until: '19:00', daysLater: 0 }]
    const layers = ['Europe/London', 'America/Los_Angeles'].map((timeZone) => {
      return { name: timeZone, timeZone, startsOn: '2026-01-12', people: [bo.id], hours }
    })
    await world.ana.call(addRota, { body: { team: 'support', name: 'Rundum', layers } })
    await world.ana.call(openPage, { body: { team: 'support', title: 'Es brennt' } })
  }, 120_000)
  afterAll(async () => {
    await browser.close()
    await world.stop()
  })

  test('speaks another language once it is chosen', async () => {
    const { page } = ana
    await page.goto(`${world.app.url}/settings/me`)
    await ana.tabTo(page.getByRole('combobox', { name: 'Language' }))
    await ana.choose('Deutsch')
    await ana.see(page.getByRole('heading', { name: 'Einstellungen', level: 1 }))
    expect(await page.evaluate('document.documentElement.lang')).toBe('de')
  })

  const speakGerman = (): Promise<void> => ana.page.evaluate("localStorage.setItem('bellwether.language', 'de')")

  test('says in it what happened on a ticket, and why something is refused, with who it is', async () => {
    const { page } = ana
    const { id } = await world.ana.call(getTicket, { params: { id: '1' } })
    const tags = { kind: 'tag' as const, add: ['slow-fonts'], remove: [] }
    for (const act of [tags, { kind: 'claim' as const }, { kind: 'prioritize' as const, priority: 'high' as const }])
      await world.ana.call(actOnTickets, { body: { act, tickets: { ids: [id] } } })
    await speakGerman()
    await page.goto(`${world.app.url}/tickets/1`)
    for (const what of [
      'hat das Tag slow-fonts hinzugefügt',
      'hat das Ticket übernommen',
      'hat das Ticket auf hohe Priorität gesetzt',
    ])
      await ana.see(page.getByText(`Ana ${what}`))
    await page.goto(`${world.app.url}/settings/mail`)
    await ana.tabTo(page.getByRole('textbox', { name: 'Adresse oder Domain' }))
    await ana.type('vera@acme.test')
    await ana.press('Enter')
    await ana.see(page.getByText('vera@acme.test gehört zu Acme, einem Kunden.'))
    await ana.see(page.getByText('Dieser Absender kann nicht blockiert werden'))
  })

  test.each(pages)('%s fits its screens in German', async (path, heading) => {
    const { page } = ana
    await speakGerman()
    await page.goto(`${world.app.url}${path}`)
    await ana.see(page.getByRole('heading', { name: heading, level: 1 }))
    await ana.expectFits()
  })

  test.each(pages)('%s fits its screens from right to left', async (path, heading) => {
    const { page } = ana
    await speakGerman()
    await page.goto(`${world.app.url}${path}`)
    await ana.see(page.getByRole('heading', { name: heading, level: 1 }))
    await page.evaluate("document.documentElement.dir = 'rtl'")
    await ana.expectFits()
    expect(ana.complaints).toEqual([])
  })
})
