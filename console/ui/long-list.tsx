import { useMediaQuery } from '@mantine/hooks'
import { defaultRangeExtractor, useVirtualizer, useWindowVirtualizer } from '@tanstack/react-virtual'
import { type ReactElement, useLayoutEffect, useMemo, useRef, useState } from 'react'
import styles from './long-list.module.css'

interface LongListProps {
  label: string
  count: number
  /** About as high as a row is, in pixels, until it has been measured. */
  rowHeight: number
  /** It has the focus, and stays wherever somebody scrolls. */
  current: number
  keyOf: (index: number) => string
  /** Called again and again while the end is in view. */
  onEnd: () => void
  children: (index: number) => ReactElement
}

/** Rows above and below the view that are there before somebody scrolls to them. */
const overscan = 12
/** Where the page has no side bar the window scrolls, else the page's main part does. */
const narrow = '(max-width: 900px)'

/** A list of any length: of its rows only those in view are there, and a screen reader is told how many there are. */
export function LongList({ label, count, rowHeight, current, keyOf, onEnd, children }: LongListProps) {
  const list = useRef<HTMLOListElement>(null)
  const scrollMargin = useOffsetIn(list)
  const isNarrow = useMediaQuery(narrow, undefined, { getInitialValueInEffect: false }) ?? false
  const options = {
    count,
    overscan,
    scrollMargin,
    getItemKey: keyOf,
    estimateSize: () => rowHeight,
    rangeExtractor: (range: Parameters<typeof defaultRangeExtractor>[0]) =>
      [...new Set([...defaultRangeExtractor(range), current])].filter((at) => at < count).toSorted((a, b) => a - b),
    onChange: ({ range }: { range: { endIndex: number } | null }) => {
      if (range !== null && range.endIndex + overscan >= count) onEnd()
    },
    directDomUpdates: true,
    directDomUpdatesMode: 'position',
  } as const
  // oxlint-disable-next-line react/incompatible-library -- No compiler memoizes this list, and its rows are kept below.
  const inMain = useVirtualizer({ ...options, enabled: !isNarrow, getScrollElement: () => scrollerOf(list.current) })
  const inWindow = useWindowVirtualizer({ ...options, enabled: isNarrow })
  const rows = isNarrow ? inWindow : inMain
  const rowAt = useMemo(() => keptRows(children), [children])
  return (
    <ol
      aria-label={label}
      className={styles.list}
      ref={(element) => {
        list.current = element
        rows.containerRef(element)
      }}
    >
      {rows.getVirtualItems().map(({ index, key }) => (
        <li
          key={key}
          ref={rows.measureElement}
          data-index={index}
          aria-setsize={count}
          aria-posinset={index + 1}
          className={styles.item}
        >
          {rowAt(index)}
        </li>
      ))}
    </ol>
  )
}

const scrollerOf = (element: Element | null): Element | null => element?.closest('main') ?? null

/** How far below the top of what scrolls it begins, which what stands above it moves. */
function useOffsetIn(list: { readonly current: HTMLElement | null }): number {
  const [offset, setOffset] = useState(0)
  useLayoutEffect(() => {
    const element = list.current
    if (element === null) return undefined
    const observer = new ResizeObserver(() => setOffset(Math.round(offsetOf(element))))
    observer.observe(scrollerOf(element)?.firstElementChild ?? document.body)
    return () => observer.disconnect()
  }, [list])
  return offset
}

function offsetOf(element: HTMLElement): number {
  const { top } = element.getBoundingClientRect()
  const scroller = scrollerOf(element)
  const isOwn = scroller !== null && getComputedStyle(scroller).overflowY === 'auto'
  return isOwn ? top - scroller.getBoundingClientRect().top + scroller.scrollTop : top + window.scrollY
}

/** Makes a row once, however often it comes into view. */
function keptRows(make: (index: number) => ReactElement): (index: number) => ReactElement {
  const rows = new Map<number, ReactElement>()
  return (index) => {
    const row = rows.get(index) ?? make(index)
    rows.set(index, row)
    return row
  }
}
