import type { Snippet } from '@bellwether/contract/desk.ts'
import { plainLetters } from '@bellwether/contract/plain-letters.ts'

const snippetBefore = /(?<!\S);([\p{L}\p{N}_-]*(?: [\p{L}\p{N}_-]+)*)$/u

/** The name of a snippet that is being written in front of the caret, behind its `;`; null where none is. */
export function snippetAt(text: string, caret: number): { at: number; begun: string } | null {
  const [whole, begun = ''] = snippetBefore.exec(text.slice(Math.max(0, caret - 80), caret)) ?? []
  return whole === undefined ? null : { at: caret - whole.length, begun }
}

export const snippetsOffered = 8

/** Which may be meant, in their order: those whose name begins so, then those with a word that does, then those whose text has it. */
export function snippetsFor<T extends Pick<Snippet, 'name' | 'text'>>(begun: string, all: readonly T[]): T[] {
  const wanted = plainLetters(begun)
  const rank = ({ name, text }: T): number => {
    const letters = plainLetters(name)
    if (letters.startsWith(wanted)) return 0
    if (letters.split(/\s+/).some((word) => word.startsWith(wanted))) return 1
    return wanted.length > 2 && plainLetters(text).includes(wanted) ? 2 : 3
  }
  return all
    .map((one) => ({ one, rank: rank(one) }))
    .filter((ranked) => ranked.rank < 3)
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ one }) => one)
}
