import type { Browser } from 'playwright-core'
import { type Keyboard, keyboardOf } from './keyboard.ts'

/** Ana, the first administrator of every world, signs in by keyboard and sees the queue. */
export async function sitDownAsAna(
  browser: Browser,
  url: string,
  viewport: { width: number; height: number },
): Promise<Keyboard> {
  const ana = keyboardOf(await (await browser.newContext({ viewport, reducedMotion: 'reduce' })).newPage())
  await signIn(ana, url)
  return ana
}

async function signIn({ page, see, type, press, tabTo }: Keyboard, url: string): Promise<void> {
  await page.goto(url)
  await see(page.getByLabel('E-mail'))
  await tabTo(page.getByLabel('E-mail'))
  await type('ana@staff.test')
  await tabTo(page.getByLabel('Password'))
  await type('a long enough password')
  await press('Enter')
  await see(page.getByRole('heading', { name: 'Queue' }))
}
