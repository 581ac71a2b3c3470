/** What the server has of a note; without one it is empty. */
export interface SavedText {
  readonly id: string | null
  readonly version: number
  readonly text: string
}

/** What somebody writes, and what stood there when they began. */
export interface WrittenText {
  readonly text: string
  readonly from: SavedText
}

const isSame = (one: SavedText, other: SavedText): boolean => one.id === other.id && one.version === other.version

/**
 * What becomes of what is written once the server has another text: who has written nothing of their own reads that one,
 * and what somebody writes on a note that was taken over begins the next one. Else both have written: `isCrossed`.
 */
export function followed(written: WrittenText, saved: SavedText): WrittenText & { readonly isCrossed: boolean } {
  if (isSame(written.from, saved)) return { ...written, isCrossed: false }
  if (written.text === written.from.text || written.text === saved.text)
    return { text: saved.text, from: saved, isCrossed: false }
  return saved.version === 0 ? { text: written.text, from: saved, isCrossed: false } : { ...written, isCrossed: true }
}
