import { readdirSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { resolveTicket, type Ticket } from '@bellwether/contract/desk.ts'
import type { Browser } from 'playwright-core'
import { givenCustomer, givenTicket } from '../server/desk/desk.builders.ts'
import { startWorld, type World } from '../server/testing/start-world.ts'
import type { Keyboard } from './keyboard.ts'
import { openBrowser } from './open-browser.ts'
import { sitDownAsAna } from './sign-in.ts'
import { stagesOf } from './stages.ts'

/* Vera asks to be forgotten: whoever may do it comes from the page of the customer, and sees the proof. */

const found = await openBrowser()
if ('reason' in found) process.stdout.write(`Skipped: personal data, since no browser starts: ${found.reason}\n`)

describe.skipIf('reason' in found)('personal data', () => {
  const browser = (found as { browser: Browser }).browser
  const stage = stagesOf()
  let world: World
  let ana: Keyboard
  let ticket: Ticket
  beforeAll(async () => {
    world = await startWorld()
    const { id } = await givenCustomer(world, 'acme')
    ticket = await givenTicket(world, { from: 'Vera <vera@acme.test>', subject: 'Fonts are late' })
    ana = await sitDownAsAna(browser, world.app.url, { width: 1280, height: 800 })
    await ana.page.goto(`${world.app.url}/customers/${id}`)
  }, 120_000)
  afterAll(async () => {
    await browser.close()
    await world.stop()
  })

  const link = (name: string) => ana.page.getByRole('link', { name })
  const button = (name: string) => ana.page.getByRole('button', { name, exact: true })

  stage('what is kept is seen in numbers, and what has to be done first', async () => {
    await ana.activate(link('Export or erase Vera <vera@acme.test>'))
    await ana.see('tickets of theirs')
    await ana.see(`Resolve first what is open: #${ticket.number}`)
    expect(await button('Erase for good…').count()).toBe(0)
    await ana.expectFits()
    await ana.page.setViewportSize({ width: 1280, height: 800 })
  })

  stage('an archive is saved', async () => {
    const download = ana.page.waitForEvent('download')
    await ana.activate(link('Export as an archive'))
    expect((await download).suggestedFilename()).toBe('vera@acme.test.zip')
  })

  stage('they are erased after the address was typed once more', async () => {
    await world.ana.call(resolveTicket, { params: { id: ticket.id }, body: {} })
    await ana.page.reload()
    await ana.activate(button('Erase for good…'))
    await ana.see('Nobody can undo it.')
    expect(await button('Erase for good').isDisabled()).toBe(true)
    await ana.type('VERA@acme.test')
    await ana.activate(button('Erase for good'))
    await ana.see('step 1 of 7: taking them off their customer')
    await ana.see('They are being erased')
  })

  stage('the proof comes by itself, and the address is known no more', async () => {
    await world.forward({ seconds: 10 })
    await ana.see('Files wait ten minutes')
    ageFiles(world)
    await world.forward({ seconds: 10 })
    await ana.see('none of their addresses is left')
    await ana.see('vera@acme.test is no contact, has no ticket and no mail here.')
    await ana.see('1 ticket, 2 mails')
    await ana.page.goto(`${world.app.url}/tickets/${ticket.number}`)
    await ana.see('Erased person')
    expect(await ana.page.getByText(/vera/i).count()).toBe(0)
    expect(ana.complaints).toEqual([])
  })
})

/** Nobody has stored these files a moment ago. */
function ageFiles({ dataFolder }: World): void {
  const files = readdirSync(join(dataFolder, 'files'), { recursive: true, withFileTypes: true })
  const anHourAgo = new Date(Date.now() - 3_600_000)
  for (const file of files) if (file.isFile()) utimesSync(join(file.parentPath, file.name), anHourAgo, anHourAgo)
}
