import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Browser } from 'playwright-core'
import { passMinutes, troublesIn } from '../server/incidents/incidents.builders.ts'
import { startWorld, type World } from '../server/testing/start-world.ts'
import type { Keyboard } from './keyboard.ts'
import { openBrowser } from './open-browser.ts'
import { sitDownAsAna } from './sign-in.ts'

/* Customers are told while it goes on: they are promised the next word, and nobody loses sight of it. */

const found = await openBrowser()
if ('reason' in found) process.stdout.write(`Skipped: told in rounds, since no browser starts: ${found.reason}\n`)

describe.skipIf('reason' in found)('told in rounds', () => {
  const browser = (found as { browser: Browser }).browser
  let world: World
  let ana: Keyboard
  const { given, handedOff } = troublesIn(() => world)
  beforeAll(async () => {
    world = await startWorld({ evidence: true })
    await world.team('infrastructure')
    await world.person('Ines', { teams: ['infrastructure'] })
    ana = await sitDownAsAna(browser, world.app.url, { width: 1280, height: 900 })
  }, 120_000)
  afterAll(async () => {
    await browser.close()
    await world.stop()
  })

  test('a word while it goes on promises the next one, which brings the ticket back when it is over', async () => {
    const { page } = ana
    const { fault, ticket } = await given()
    const report = await handedOff(fault, [ticket.id])
    const mailsSaying = (text: string) =>
      world.mailbox.to(ticket.contact.email).filter((mail) => mail.text?.includes(text)).length
    const tellAs = async (button: RegExp, title: string): Promise<void> => {
      await ana.activate(page.getByRole('button', { name: button }))
      await ana.see(page.getByRole('dialog', { name: title }))
    }
    const send = async (): Promise<void> => {
      await ana.activate(page.getByRole('button', { name: 'Send 1 mail' }))
      await page.getByRole('dialog').waitFor({ state: 'detached' })
      await world.settle()
    }

    await page.goto(`${world.app.url}/reports/${report.id}`)
    await tellAs(/^Tell customers \(1\)/, 'Tell customers')
    await ana.see(page.getByRole('radiogroup', { name: 'They hear from us again' }))
    await ana.tabTo(page.getByLabel('What they read'))
    await ana.press('Control+End')
    await ana.type(' {nme}')
    await ana.see('There is no {nme}')
    expect(await page.getByRole('button', { name: 'Send 1 mail' }).isDisabled()).toBe(true)
    for (const _ of ' {nme}') await ana.press('Backspace')
    await ana.see(page.getByLabel('Preview').getByText(/You will hear from us again by \d\d:\d\d UTC on \w+/))
    await ana.expectFits()
    await page.setViewportSize({ width: 1280, height: 900 })
    await send()
    expect(mailsSaying('You will hear from us again by')).toBe(1)
    await ana.see('They were promised to hear again by')
    await ana.expectFits()
    await page.setViewportSize({ width: 1280, height: 900 })

    await page.goto(`${world.app.url}/teams/infrastructure`)
    await ana.see('Trouble reports with this team')
    await ana.see(page.getByRole('link', { name: new RegExp(`^R${report.number} `) }))
    await ana.see('No ticket waits on Infrastructure')
    await ana.expectFits()
    await page.setViewportSize({ width: 1280, height: 900 })
    await page.goto(`${world.app.url}/desk?view=waiting-on-incidents`)
    await ana.see(page.getByRole('link', { name: new RegExp(`#${ticket.number}.*R${report.number} since`) }))
    await page.goto(`${world.app.url}/tickets/${ticket.number}`)
    await ana.see(page.getByRole('link', { name: `R${report.number}`, exact: true }))
    await ana.see('Promised word')
    await ana.expectFits()
    await page.setViewportSize({ width: 1280, height: 900 })

    await page.goto(`${world.app.url}/reports/${report.id}`)
    await tellAs(/^Tell again \(1\)/, 'Tell customers')
    await send()
    expect(mailsSaying('have not stopped yet')).toBe(1)

    await tellAs(/^Tell again \(1\)/, 'Tell customers')
    await passMinutes(world, fault, { minutes: 17, fails: false })
    await world.settle()
    await ana.see('It is over since you began to write.')
    expect(await page.getByRole('button', { name: 'Send 1 mail' }).isDisabled()).toBe(true)
    await ana.see(page.getByLabel('Preview').getByText('have not stopped yet'))
    await ana.activate(page.getByRole('button', { name: 'Begin anew' }))
    await ana.see(page.getByLabel('Preview').getByText('have stopped'))
    expect(await page.getByRole('radiogroup').count()).toBe(0)
    await send()
    expect(mailsSaying('have stopped')).toBe(1)
    await ana.see('1 of 1 who wrote in have heard that it is over.')
    expect(ana.complaints).toEqual([])
  }, 120_000)
})
