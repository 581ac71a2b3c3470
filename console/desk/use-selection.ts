import { useRef, useState } from 'react'

export interface Selection {
  readonly ids: ReadonlySet<string>
  /** Everything that the list holds is meant, whatever of it is on the screen. */
  readonly isWhole: boolean
  /** Takes one in or out. */
  toggle: (index: number) => void
  /** Takes in all from the one that was toggled last to this one. */
  extendTo: (index: number) => void
  /** Takes in what is on the screen; asked again, everything that the list holds. */
  all: () => void
  clear: () => void
}

/**
 * Which of a list's things are chosen, by their ids; what has left the list is chosen no more. A line of the list stands for
 * one thing or for several.
 */
export function useSelection(lines: readonly (readonly string[])[], hasMore: boolean): Selection {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [isWhole, setWhole] = useState(false)
  const anchor = useRef<string | undefined>(undefined)
  const listed = new Set(lines.flat())
  const ids = chosen.intersection(listed)
  // What comes back, e.g. by undo, nobody has chosen again.
  if (ids.size < chosen.size) setChosen(ids)
  // Once the list holds what was not chosen, "everything" is over, also when that is gone again.
  if (isWhole && ids.size !== listed.size) setWhole(false)
  const choose = (next: ReadonlySet<string>): void => {
    setWhole(false)
    setChosen(next)
  }
  return {
    ids,
    isWhole,
    toggle: (index) => {
      const line = new Set(lines[index])
      anchor.current = lines[index]?.[0]
      choose(line.isSubsetOf(ids) ? ids.difference(line) : ids.union(line))
    },
    extendTo: (index) => {
      // The list may have moved since.
      const begun = lines.findIndex((line) => anchor.current !== undefined && line.includes(anchor.current))
      const first = begun < 0 ? index : begun
      const [from, to] = [Math.min(first, index), Math.max(first, index)]
      choose(ids.union(new Set(lines.slice(from, to + 1).flat())))
    },
    all: () => {
      if (hasMore && ids.size === listed.size) return setWhole(true)
      choose(listed)
    },
    clear: () => choose(new Set()),
  }
}
