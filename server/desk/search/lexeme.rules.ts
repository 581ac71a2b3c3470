import { isInflected } from './word.rules.ts'

/** What is kept of a ticket for the search. */
export interface Words {
  /** Of everything that was said. */
  readonly said: ReadonlySet<string>
  readonly subject: ReadonlySet<string>
  /** Of the names and addresses of who takes part. */
  readonly from: ReadonlySet<string>
  readonly sites: ReadonlySet<string>
  readonly hasFile: boolean
}

export type Stems = ReadonlyMap<string, readonly string[]>

/**
 * A word stands as it is, and by each of its stems behind `~`; what is known of where it stands is said before it
 * (`s:` in the subject, `f:` from whom, `h:` a site), and stands besides.
 */
export const lexeme = {
  word: (word: string): string => word,
  stem: (stem: string): string => `~${stem}`,
  subject: (one: string): string => `s:${one}`,
  from: (word: string): string => `f:${word}`,
  site: (host: string): string => `h:${host}`,
  file: 'has:file',
}

/** PostgreSQL keeps less than a million bytes of a ticket; a text of nothing but long words has more. */
const bytesMax = 600_000

/** The lexemes by which a ticket is found, each once: from whom and the subject before the rest, which may be too much. */
export function lexemesOf({ said, subject, from, sites, hasFile }: Words, stems: Stems): string[] {
  const formsOf = (word: string): string[] => [word, ...(stems.get(word) ?? []).map(lexeme.stem)]
  const all = new Set([
    ...(hasFile ? [lexeme.file] : []),
    ...[...sites].map(lexeme.site),
    ...[...from].map(lexeme.from),
    ...[...subject].flatMap(formsOf).map(lexeme.subject),
    ...[subject, from, sites, said].flatMap((words) => [...words]).flatMap(formsOf),
  ])
  let bytes = 0
  return [...all].filter((one) => (bytes += Buffer.byteLength(one)) <= bytesMax)
}

/** Words whose stems are asked for. */
export const inflected = (words: Iterable<string>): string[] => [...new Set(words)].filter(isInflected)

/** Words that somebody may have meant who mistyped one. */
export const spelled = (words: Iterable<string>): string[] =>
  [...new Set(words)].filter((one) => one.length >= 4 && one.length <= 30 && isInflected(one))
