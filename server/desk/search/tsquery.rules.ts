import { lexeme, type Stems } from './lexeme.rules.ts'
import { looseWords, type Query, type SoughtWord } from './query.rules.ts'

type Place = (one: string) => string
const anywhere: Place = (one) => one

/** What a search asks of the words of a ticket, as `tsquery` reads it; null where it asks nothing of them. */
export function tsqueryOf({ words, without, filters }: Query, stems: Stems): string | null {
  const parts = [
    ...words.map((word) => wordQuery(word, stems, anywhere)),
    ...filters.flatMap((filter) => {
      if (filter.kind === 'from') return beginningIn(lexeme.from, filter.value)
      if (filter.kind === 'subject') return beginningIn(lexeme.subject, filter.value)
      if (filter.kind === 'site') return [`${quoted(lexeme.site(filter.value.toLowerCase()))}:*`]
      return filter.kind === 'has' ? [quoted(lexeme.file)] : []
    }),
    ...without.map((word) => `!${quoted(word)}`),
  ]
  return parts.length === 0 ? null : parts.join(' & ')
}

/** The same words in the subject. */
export const subjectQueryOf = ({ words }: Query, stems: Stems): string | null =>
  words.length === 0 ? null : words.map((word) => wordQuery(word, stems, lexeme.subject)).join(' & ')

/** The word, what begins with it while it is still being written, and its other forms. */
export function wordQuery({ word, isOpen }: SoughtWord, stems: Stems, place: Place = anywhere): string {
  const forms = (stems.get(word) ?? []).map((stem) => quoted(place(lexeme.stem(stem))))
  return `(${[`${quoted(place(word))}${isOpen ? ':*' : ''}`, ...forms].join(' | ')})`
}

const beginningIn = (place: Place, text: string): string[] => looseWords(text).map((word) => `${quoted(place(word))}:*`)

const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`
