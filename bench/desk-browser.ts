import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser, Page } from 'playwright-core'
import { openBrowser } from '../browser-tests/open-browser.ts'
import { milliseconds, quantile, say } from './say.ts'
import { type Desk, person } from './with-desk.ts'

/* What somebody waits for at the screen: the first page, the next ticket, and a list that they go through. */

const rounds = { loads: 7, tickets: 30 }
const rows = 10_000
/** The next tickets are fetched while somebody reads. */
const readingMs = 3500

export async function measureBrowser({ server }: Desk): Promise<void> {
  const found = await openBrowser()
  if ('reason' in found) return say(`\nNo browser starts here: ${found.reason}`)
  try {
    await measurePages(found.browser, server.url)
  } finally {
    await found.browser.close()
  }
}

async function measurePages(browser: Browser, url: string): Promise<void> {
  const signedIn = await browser.newContext({ viewport: { width: 1280, height: 900 } })
  const page = await signedIn.newPage()
  await page.goto(url)
  await page.getByLabel('E-mail').fill(person.email)
  await page.getByRole('textbox', { name: 'Password' }).fill(person.password)
  await page.keyboard.press('Enter')
  await page.getByRole('listitem').first().waitFor()
  const cookies = await signedIn.cookies()
  const loads: number[] = []
  for (let n = 0; n < rounds.loads; n += 1) loads.push(await firstLoad(browser, url, cookies))
  say(
    `\nfirst load of the queue, nothing kept   ${milliseconds(quantile(loads, 0.5))} ${milliseconds(Math.max(...loads))} at most`,
  )
  await measureNext(page)
  await measureScroll(page, url)
}

/** Until its rows are painted, in a browser that has kept nothing; milliseconds. */
async function firstLoad(
  browser: Browser,
  url: string,
  cookies: Parameters<Awaited<ReturnType<Browser['newContext']>>['addCookies']>[0],
): Promise<number> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
  await context.addCookies(cookies)
  const page = await context.newPage()
  await page.goto(`${url}/desk`, { waitUntil: 'commit' })
  await page.getByRole('listitem').first().waitFor()
  const took = await page.evaluate<number>(
    'new Promise((done) => requestAnimationFrame(() => done(performance.now())))',
  )
  await context.close()
  return took
}

/** From the key to the next ticket on the screen, with its newest words; a browser's frame is the least it takes. */
async function measureNext(page: Page): Promise<void> {
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1 }).waitFor()
  const times: number[] = []
  for (let n = 0; n < rounds.tickets; n += 1) {
    await sleep(readingMs)
    times.push(await page.evaluate<number>(nextPainted))
  }
  say(
    `next ticket, from the key to the paint   ${milliseconds(quantile(times, 0.5))} ${milliseconds(quantile(times, 0.95))} p95`,
  )
}

/** Presses the key in the page itself, so that what the driver takes is not measured. */
const nextPainted = `new Promise((done, failed) => {
  const subject = () => document.querySelector('h1')?.textContent
  const words = () => document.querySelector('[data-kind=message], article')?.textContent
  const before = subject()
  const startedAt = performance.now()
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'J', code: 'KeyJ', shiftKey: true, bubbles: true }))
  const look = () => {
    if (performance.now() - startedAt > 10000) return failed(new Error('no next ticket came'))
    if (subject() === before || subject() === undefined || words() === undefined) return requestAnimationFrame(look)
    // What was changed in this frame is painted at its end.
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - startedAt)))
  }
  requestAnimationFrame(look)
})`

async function measureScroll(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/desk?view=open`)
  await page.getByRole('listitem').first().waitFor()
  await page.evaluate(loadRows(rows))
  const idle = await page.evaluate<number[]>(framesWhile(0))
  const scrolling = await page.evaluate<number[]>(framesWhile(40))
  const share = (frames: readonly number[]): string =>
    `${((100 * frames.filter((took) => took <= 17.5).length) / frames.length).toFixed(0)} % in time`
  say(
    `frames of a list of ${rows} rows: ${share(idle)} at rest, ${share(scrolling)} while scrolling (p95 ${quantile(scrolling, 0.95).toFixed(1)} ms, ${Math.max(...scrolling).toFixed(0)} ms at most)`,
  )
}

/** Goes on to the end until so many rows are there. */
const loadRows = (count: number): string => `(async () => {
  const main = document.querySelector('main')
  for (let turn = 0; turn < 2000; turn += 1) {
    const last = document.querySelector('ol > li[aria-setsize]')
    if (Number(last?.getAttribute('aria-setsize')) >= ${count}) break
    main.scrollTop = main.scrollHeight
    await new Promise((next) => setTimeout(next, 50))
  }
  main.scrollTop = 0
  await new Promise((next) => setTimeout(next, 1000))
})()`

/** How long each of 300 frames took while the list moves so many pixels in each. */
const framesWhile = (pixels: number): string => `new Promise((done) => {
  const main = document.querySelector('main')
  const frames = []
  let last
  const frame = (now) => {
    if (last !== undefined) frames.push(now - last)
    last = now
    if (frames.length === 300) return done(frames)
    main.scrollTop += ${pixels}
    requestAnimationFrame(frame)
  }
  requestAnimationFrame(frame)
})`
