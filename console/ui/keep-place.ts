import { useLayoutEffect, useRef } from 'react'

/** What scrolls an element: the nearest pane that does, else the page. */
function scrollerOf(element: Element): Element {
  for (let pane = element.parentElement; pane !== null; pane = pane.parentElement) {
    const { overflowY } = getComputedStyle(pane)
    if ((overflowY === 'auto' || overflowY === 'scroll') && pane.scrollHeight > pane.clientHeight) return pane
  }
  return document.documentElement
}

/** Above a part of the screen that covers what is behind it: brings an element out, as far as its beginning stays in view. */
export function showAbove(covering: Element, element: Element): void {
  const [cover, shown] = [covering.getBoundingClientRect(), element.getBoundingClientRect()]
  const hidden = shown.bottom - cover.top
  const room = shown.top - Math.max(scrollerOf(element).getBoundingClientRect().top, 0)
  if (hidden > 0 && room > 0) scrollerOf(element).scrollBy({ top: Math.min(hidden, room), behavior: 'instant' })
}

interface Place {
  readonly element: Element
  readonly top: number
}

/**
 * Keeps what somebody reads where it is while more comes above it. `hold` is called before, with what is read;
 * `count` is how much there is. The focus goes to what came last, from where it can be read upwards.
 */
export function useKeptPlace(count: number): { hold: (element: Element | null | undefined) => void } {
  const place = useRef<Place | null>(null)
  useLayoutEffect(() => {
    const held = place.current
    if (held === null) return
    const moved = held.element.getBoundingClientRect().top - held.top
    if (moved === 0) return
    place.current = null
    scrollerOf(held.element).scrollBy({ top: moved, behavior: 'instant' })
    const newest = held.element.previousElementSibling
    if (newest instanceof HTMLElement) newest.focus({ preventScroll: true })
  }, [count])
  return {
    hold: (element) => {
      place.current = element ? { element, top: element.getBoundingClientRect().top } : null
    },
  }
}
