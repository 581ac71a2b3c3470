import { useEffect, useRef, useState, type RefCallback } from 'react'
import { useCommands } from './command-keys.tsx'
import { listCommands } from './list.commands.ts'

interface RovingItem {
  ref: RefCallback<HTMLElement>
  tabIndex: 0 | -1
  'data-current': true | undefined
  onFocus: () => void
}

export interface RovingFocus {
  current: number
  itemProps: (index: number) => RovingItem
}

const dialogClosesMs = 300

/** What had the focus on each page of this window: whoever comes back to it is where they were. */
const focusedAt = new Map<string, string>()
const pageNow = (): string => window.location.pathname + window.location.search

function focusInView(element: HTMLElement): void {
  element.focus({ preventScroll: true })
  element.scrollIntoView({ block: 'nearest' })
}

interface Chosen {
  index: number
  key: string | undefined
  /** A link means it, and it is to come; what is gone is not waited for: the next one has its place. */
  isAwaited: boolean
}

/** Where the keys are in a list that has changed: with what they were with, or with what has its place now. */
function followed(chosen: Chosen, keys: readonly string[]): Chosen {
  const place = chosen.key === undefined ? -1 : keys.indexOf(chosen.key)
  if (place < 0 && (keys.length === 0 || chosen.isAwaited)) return chosen
  const index = place < 0 ? Math.min(chosen.index, keys.length - 1) : place
  const isSo = chosen.index === index && chosen.key === keys[index] && !chosen.isAwaited
  return isSo ? chosen : { index, key: keys[index], isAwaited: false }
}

/**
 * One tab stop for a list of things with these keys: j and k move the focus, Enter and o open. Whoever comes above it moves it
 * along, also before anybody moved: no key hits what came this moment. Where what had it is gone, the next one has it. It
 * begins with what a link means, or with what had it here before.
 */
export function useRovingFocus(
  keys: readonly string[],
  onOpen?: (index: number) => void,
  linked?: string,
): RovingFocus {
  const count = keys.length
  const [kept, choose] = useState<Chosen>(() => ({
    index: 0,
    key: linked ?? focusedAt.get(pageNow()),
    isAwaited: linked !== undefined,
  }))
  const chosen = followed(kept, keys)
  if (chosen !== kept) choose(chosen)
  const current = Math.min(chosen.index, Math.max(count - 1, 0))
  const setChosen = (index: number): void => {
    const key = keys[index]
    if (focusedAt.size > 200) focusedAt.clear()
    if (key !== undefined) focusedAt.set(pageNow(), key)
    choose({ index, key, isAwaited: false })
  }
  const elements = useRef(new Map<number, HTMLElement>())

  const focused = useRef<HTMLElement | null>(null)
  /** It is moved to, and not there yet: a long list makes only the rows that are in view, and the current one. */
  const awaited = useRef<number | null>(null)
  useEffect(() => {
    if (focused.current === null || focused.current.isConnected) return undefined
    // A dialog that is about to close gives the focus back to what is gone.
    const timer = setTimeout(() => {
      if (document.activeElement === document.body) elements.current.get(current)?.focus({ preventScroll: true })
    }, dialogClosesMs)
    return () => clearTimeout(timer)
  })

  const move = (by: 1 | -1): void => {
    const isInside = [...elements.current.values()].some((element) => element.contains(document.activeElement))
    const next = isInside ? Math.max(0, Math.min(count - 1, current + by)) : current
    setChosen(next)
    const element = elements.current.get(next)
    if (element === undefined) awaited.current = next
    else focusInView(element)
  }
  useCommands(listCommands, { move, open: onOpen === undefined || count === 0 ? undefined : () => onOpen(current) })

  const itemProps = (index: number): RovingItem => ({
    ref: (element) => {
      if (element === null) elements.current.delete(index)
      else elements.current.set(index, element)
      if (element === null || awaited.current !== index) return
      awaited.current = null
      // Not before it has its place.
      requestAnimationFrame(() => focusInView(element))
    },
    tabIndex: index === current ? 0 : -1,
    'data-current': index === current || undefined,
    onFocus: () => {
      focused.current = elements.current.get(index) ?? null
      setChosen(index)
    },
  })
  return { current, itemProps }
}
