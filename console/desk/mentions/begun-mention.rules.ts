import { plainLetters } from '@bellwether/contract/plain-letters.ts'

/** Who can be mentioned in a note. */
export interface Mentionable {
  readonly id: string
  readonly name: string
  readonly isTeam: boolean
}

/** A mention that is being written: where its `@` stands, and what stands behind it. */
export interface BegunMention {
  readonly at: number
  readonly begun: string
}

const mentionBefore = /(?<![\p{L}\p{N}_.@-])@([\p{L}\p{N}_-]*(?: [\p{L}\p{N}_-]*)?)$/u

/** The mention in front of the caret; null where none is being written. */
export function mentionAt(text: string, caret: number): BegunMention | null {
  const [whole, begun = ''] = mentionBefore.exec(text.slice(Math.max(0, caret - 80), caret)) ?? []
  return whole === undefined ? null : { at: caret - whole.length, begun }
}

const shown = 8

/** Who may be meant, those whose name begins so first, and teams, of which there are few. */
export function mentionablesFor(begun: string, all: readonly Mentionable[]): Mentionable[] {
  const wanted = plainLetters(begun)
  // It is written whole.
  if (all.some(({ name }) => plainLetters(name) === wanted)) return []
  const rank = ({ name }: Mentionable): number => {
    const letters = plainLetters(name)
    if (letters.startsWith(wanted)) return 0
    return letters.split(/\s+/).some((word) => word.startsWith(wanted)) ? 1 : 2
  }
  return all
    .filter((one) => rank(one) < 2)
    .toSorted((a, b) => rank(a) - rank(b) || Number(b.isTeam) - Number(a.isTeam) || a.name.localeCompare(b.name))
    .slice(0, shown)
}
