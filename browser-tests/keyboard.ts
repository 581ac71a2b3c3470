import { AxeBuilder } from '@axe-core/playwright'
import type { Locator, Page } from 'playwright-core'
import { expect, vi } from 'vitest'

const tabStopsMax = 150

const screens = [
  { width: 390, height: 844, colorScheme: 'light' },
  { width: 1280, height: 800, colorScheme: 'dark' },
] as const

const dialogsTooNarrow = `[...document.querySelectorAll('[role=dialog] .mantine-Modal-body')]
  .filter((body) => body.scrollWidth > body.clientWidth).map((body) => body.textContent)`

/** Somebody without a mouse: everything happens by key; locators are only read and awaited. */
export interface Keyboard {
  readonly page: Page
  /** What the browser complained about: scripts that broke, policies that were violated. */
  readonly complaints: readonly string[]
  press(...keys: string[]): Promise<void>
  type(text: string): Promise<void>
  /** Moves the focus there with Tab, or with the key of a list, and expects it to be seen. */
  tabTo(target: Locator, key?: string): Promise<void>
  /** Tabs to a button or link and presses Enter. */
  activate(target: Locator): Promise<void>
  /** Takes what is named from the list that has the focus, or that will have it in a moment; else its first. */
  take(option?: string | RegExp): Promise<void>
  /** The same after its name was typed, where the list can be searched. */
  choose(text?: string): Promise<void>
  /** Waits until it can be seen. */
  see(target: Locator | string): Promise<void>
  /** Waits until a dialog has the focus: what is typed before is lost. */
  seeDialog(name: string | RegExp): Promise<void>
  /** Expects no accessibility problem on the screen. */
  expectAccessible(): Promise<void>
  /** The same on a phone in the light and on a desk in the dark, and that no page is wider than its screen. */
  expectFits(): Promise<void>
}

/** Whether the page stands in the console, whose parts scroll; a door is a page like any other. */
const isInParts = `getComputedStyle(document.querySelector('main') ?? document.body).overflowY === 'auto'`

/** A refused call is an answer like any other; the browser reports it all the same. */
const isRefusal = (text: string): boolean => text.startsWith('Failed to load resource')

function complaintsOf(page: Page): readonly string[] {
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' && !isRefusal(message.text())) complaints.push(message.text())
  })
  return complaints
}

/**
 * Also where there is none, and where what had the focus in it is gone. A dialog takes the focus twice: as it is drawn, and
 * once more after that.
 */
const isFocusInDialog = `(async () => {
  const last = [...document.querySelectorAll('[role=dialog][aria-modal=true]')].at(-1)
  if (last === undefined) return true
  const isNowhereElse = () => document.activeElement === document.body || last.contains(document.activeElement)
  if (!isNowhereElse()) return false
  await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(drawn))))
  return isNowhereElse()
})()`

/** Colours, and what was taken, change with the next picture. */
const drawn = 'new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))'

/** What comes or goes has the colours of neither; what moves for ever is not waited for. */
const still = `Promise.race([
  Promise.allSettled(
    document.getAnimations().filter((one) => one.effect?.getComputedTiming().endTime !== Infinity).map((one) => one.finished),
  ),
  new Promise((late) => setTimeout(late, 2000)),
]).then(() => undefined)`

/** A list that is asked for takes the focus a moment later: what is typed before is lost. */
const kindOfListWithFocus = `(() => {
  const field = document.activeElement
  if (field?.getAttribute('aria-haspopup') !== 'listbox') return null
  return field.readOnly ? 'fixed' : 'searched'
})()`

const focusOf = (target: Locator): Promise<'elsewhere' | 'seen' | 'unseen'> =>
  target.evaluate((element) => {
    if (element !== element.ownerDocument.activeElement) return 'elsewhere'
    return element.matches(':focus-visible') ? 'seen' : 'unseen'
  })

/** What kind of list has the focus, which it may have only in a moment. */
const listWithFocus = (page: Page): Promise<unknown> =>
  vi.waitFor(
    async () => {
      const kind = await page.evaluate(kindOfListWithFocus)
      expect(kind).not.toBeNull()
      return kind
    },
    { timeout: 15_000 },
  )

async function takeFrom(page: Page, option: string | RegExp | undefined): Promise<void> {
  const marked = page.locator('[role=option][data-combobox-selected]')
  const found = option === undefined ? marked : marked.filter({ hasText: option })
  await listWithFocus(page)
  // A list that is opened by what is typed marks its first, and forgets which that was a moment later: Enter takes only
  // what a key has marked since.
  await page.waitForTimeout(100)
  await vi.waitFor(
    async () => {
      await page.keyboard.press('ArrowDown')
      await page.evaluate(drawn)
      expect(await found.count()).toBe(1)
    },
    { timeout: 15_000, interval: 100 },
  )
  await page.keyboard.press('Enter')
}

async function chooseFrom(page: Page, text: string | undefined): Promise<void> {
  if ((await listWithFocus(page)) === 'searched' && text !== undefined) await searchFor(page, text)
  await takeFrom(page, text)
}

/** What is typed while its list is drawn anew may be lost: it is typed again then. */
const searchFor = (page: Page, text: string): Promise<void> =>
  vi.waitFor(
    async () => {
      await page.keyboard.press('ControlOrMeta+a')
      await page.keyboard.type(text)
      await page.waitForTimeout(100)
      expect(await page.locator('[role=option]:visible').filter({ hasText: text }).count()).toBeGreaterThan(0)
    },
    { timeout: 15_000, interval: 1000 },
  )

async function expectNoViolation(page: Page): Promise<void> {
  await page.evaluate(still)
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([])
}

export function keyboardOf(page: Page): Keyboard {
  const press = async (...keys: string[]): Promise<void> => {
    for (const key of keys) await page.keyboard.press(key)
  }
  const see = async (target: Locator | string): Promise<void> =>
    (typeof target === 'string' ? page.getByText(target) : target).first().waitFor({ timeout: 15_000 })
  const seeDialog = async (name: string | RegExp): Promise<void> => {
    await see(page.getByRole('dialog', { name }))
    await dialogHasFocus()
  }
  /** A dialog takes the focus a moment after it is drawn: a key that is pressed before goes elsewhere. */
  const dialogHasFocus = (): Promise<void> =>
    vi.waitFor(async () => expect(await page.evaluate(isFocusInDialog)).toBe(true), { timeout: 15_000 })
  const tabTo = async (target: Locator, key = 'Tab'): Promise<void> => {
    // A radio of a segmented control takes the focus though only its label is drawn.
    await target.first().waitFor({ state: 'attached', timeout: 15_000 })
    await dialogHasFocus()
    for (let stops = 0; stops < tabStopsMax; stops += 1) {
      const focus = await focusOf(target.first())
      if (focus !== 'elsewhere') {
        expect(focus).toBe('seen')
        return
      }
      await press(key)
    }
    throw new Error(`${String(target)} cannot be reached with ${key}`)
  }
  const expectAccessible = (): Promise<void> => expectNoViolation(page)
  const expectFits = async (): Promise<void> => {
    for (const { width, height, colorScheme } of screens) {
      await page.setViewportSize({ width, height })
      await page.emulateMedia({ colorScheme })
      await page.evaluate(drawn)
      // What is drawn by width, such as a chart, follows a moment later.
      await expect.poll(() => page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
      // On a desk parts of the console scroll, and never all of it.
      if (width > 900 && (await page.evaluate(isInParts)) === true)
        await expect.poll(() => page.evaluate('document.documentElement.scrollHeight')).toBeLessThanOrEqual(height)
      // What is wider than its dialog is cut off, and the page does not know.
      expect(await page.evaluate(dialogsTooNarrow)).toEqual([])
      await expectAccessible()
    }
    await page.emulateMedia({ colorScheme: 'light' })
  }
  return {
    page,
    complaints: complaintsOf(page),
    press,
    see,
    seeDialog,
    tabTo,
    type: (text) => page.keyboard.type(text),
    take: (option) => takeFrom(page, option),
    choose: (text) => chooseFrom(page, text),
    activate: async (target) => {
      await tabTo(target)
      await press('Enter')
    },
    expectAccessible,
    expectFits,
  }
}
