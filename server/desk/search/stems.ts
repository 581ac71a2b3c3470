import type { Context } from '../../platform/context.ts'
import type { Stems } from './lexeme.rules.ts'
import { findStems } from './search-index.store.ts'

/** Most words of a text are among the few that all texts have. */
const keptMax = 20_000
const kept = new Map<string, readonly string[]>()

/** The stems of these words; those that were asked for before are known. */
export async function stemsOf(ctx: Context, words: readonly string[]): Promise<Stems> {
  const unknown = words.filter((word) => !kept.has(word))
  const found = unknown.length === 0 ? new Map() : await findStems(ctx, unknown)
  const stems = new Map(words.map((word) => [word, kept.get(word) ?? found.get(word) ?? []]))
  if (kept.size + found.size > keptMax) kept.clear()
  for (const [word, some] of found) kept.set(word, some)
  return stems
}
