/** One of several lists, each the newest first, as far as it is loaded. */
export interface LoadedList<T> {
  readonly items: readonly T[]
  readonly hasMore: boolean
}

/**
 * Several lists as one, the newest first: as far down as all of them are known. What lies below the end of a list
 * that has more could have something between.
 */
export function mergedDown<T extends { readonly at: string }>(lists: readonly LoadedList<T>[]): T[] {
  const ends = lists.filter(({ hasMore }) => hasMore).map(({ items }) => items.at(-1)?.at ?? '\uFFFF')
  const end = ends.toSorted().at(-1) ?? ''
  return lists
    .flatMap(({ items }) => items)
    .filter(({ at }) => at >= end)
    .toSorted((one, other) => (one.at < other.at ? 1 : one.at > other.at ? -1 : 0))
}
