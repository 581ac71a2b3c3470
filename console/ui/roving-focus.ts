import { useRef, useState, type RefCallback } from 'react'
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

/** One tab stop for a list: j and k move the focus, Enter and o open. */
export function useRovingFocus(count: number, onOpen?: (index: number) => void): RovingFocus {
  const [chosen, setChosen] = useState(0)
  const elements = useRef(new Map<number, HTMLElement>())
  const current = Math.min(chosen, Math.max(count - 1, 0))

  const move = (by: 1 | -1): void => {
    const isInside = [...elements.current.values()].some((element) => element.contains(document.activeElement))
    const next = isInside ? Math.max(0, Math.min(count - 1, current + by)) : current
    setChosen(next)
    elements.current.get(next)?.focus()
    elements.current.get(next)?.scrollIntoView({ block: 'nearest' })
  }
  useCommands(listCommands, { move, open: onOpen === undefined || count === 0 ? undefined : () => onOpen(current) })

  const itemProps = (index: number): RovingItem => ({
    ref: (element) => {
      if (element === null) elements.current.delete(index)
      else elements.current.set(index, element)
    },
    tabIndex: index === current ? 0 : -1,
    'data-current': index === current || undefined,
    onFocus: () => setChosen(index),
  })
  return { current, itemProps }
}
