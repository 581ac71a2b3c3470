import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { Span } from './override-form.tsx'

const weekMs = 7 * 24 * 3_600_000

interface ArrowOptions {
  /** What is shown: from its first Monday until its last. */
  fromMs: number
  toMs: number
  /** Where the tab stop is until somebody moves it. */
  startMs: number
  /** Undefined until they are loaded. */
  spans: readonly Span[] | undefined
  /** An arrow leads out of what is shown. */
  onMove: (by: 1 | -1) => void
}

/**
 * One tab stop for a calendar: arrows go from bar to bar and from week to week, and beyond its edge to what comes before
 * or after it.
 */
export function useArrows({ fromMs, toMs, startMs, spans, onMove }: ArrowOptions) {
  const [chosenMs, setChosen] = useState<number>()
  const ref = useRef<HTMLDivElement>(null)
  const isMoving = useRef(false)
  const wantedMs = Math.min(toMs - 1, Math.max(fromMs, chosenMs ?? startMs))
  const currentMs = Math.max(fromMs, nearestIn(spans ?? [], wantedMs))
  const bars = (): HTMLElement[] => [...(ref.current?.querySelectorAll<HTMLElement>('[data-from]') ?? [])]
  const isThere = chosenMs !== undefined && fromMs <= chosenMs && chosenMs < toMs
  // What an arrow led to may have to be loaded first.
  useEffect(() => {
    if (!isMoving.current || !isThere || spans === undefined) return
    isMoving.current = false
    const bar = bars().find((one) => one.tabIndex === 0) ?? ref.current
    bar?.focus()
    bar?.scrollIntoView({ block: 'nearest' })
  })
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const bar = [...bars(), ref.current].find((one) => one === event.target)
    if (!bar || event.altKey || event.ctrlKey || event.metaKey) return
    const nextMs = after(keyOf(event), Number(bar.dataset['from'] ?? fromMs), Number(bar.dataset['to'] ?? toMs))
    if (nextMs === undefined) return
    event.preventDefault()
    isMoving.current = true
    setChosen(nextMs)
    if (nextMs < fromMs) onMove(-1)
    if (nextMs >= toMs) onMove(1)
  }
  return { currentMs, onFocus: setChosen, group: { ref, onKeyDown, tabIndex: -1 } }
}

/** An instant of which there is a span: the wanted one, or the next after it, or the last before. */
function nearestIn(spans: readonly Span[], wantedMs: number): number {
  const later = spans.filter(({ endsAt }) => Date.parse(endsAt) > wantedMs).map(({ startsAt }) => Date.parse(startsAt))
  if (later.length > 0) return Math.max(wantedMs, Math.min(...later))
  return Math.min(wantedMs, Math.max(...spans.map(({ endsAt }) => Date.parse(endsAt) - 1)))
}

const mirrored: Readonly<Record<string, string>> = { ArrowLeft: 'ArrowRight', ArrowRight: 'ArrowLeft' }

/** The key as it is where time goes from left to right. */
function keyOf({ key, currentTarget }: KeyboardEvent<HTMLElement>): string {
  return getComputedStyle(currentTarget).direction === 'rtl' ? (mirrored[key] ?? key) : key
}

function after(key: string, fromMs: number, toMs: number): number | undefined {
  switch (key) {
    case 'ArrowLeft':
      return fromMs - 1
    case 'ArrowRight':
      return toMs
    case 'ArrowUp':
      return fromMs - weekMs
    case 'ArrowDown':
      return fromMs + weekMs
    default:
      return undefined
  }
}
