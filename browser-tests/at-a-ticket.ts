import type { Browser } from 'playwright-core'
import { givenCustomer, givenTicket } from '../server/desk/desk.builders.ts'
import { startWorld, type World } from '../server/testing/start-world.ts'
import { expect } from 'vitest'
import type { Keyboard } from './keyboard.ts'
import { sitDownAsAna } from './sign-in.ts'

/** A world with one ticket, #1 “Slow” of vera@acme.test, and Ana who has it open on a desk. */
export async function sitDownAtTicket(browser: Browser): Promise<{ world: World; ana: Keyboard }> {
  const world = await startWorld()
  await givenCustomer(world, 'acme')
  await givenTicket(world, { from: 'vera@acme.test', subject: 'Slow' })
  const ana = await sitDownAsAna(browser, world.app.url, { width: 1280, height: 900 })
  await ana.page.goto(`${world.app.url}/tickets/1`)
  await ana.see(ana.page.getByRole('heading', { name: 'Slow' }))
  return { world, ana }
}

/** Goes to the reply. What is typed meanwhile is kept for it; any other key would still be one of the ticket. */
export async function beginReply({ page, press }: Keyboard): Promise<void> {
  await press('r')
  const fieldWithFocus = `document.activeElement.getAttribute('aria-label')`
  await expect.poll(() => page.evaluate(fieldWithFocus)).toBe('Reply to the customer')
}
