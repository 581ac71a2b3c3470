/*
 * What the server says, in the language of whoever reads it. It is written and kept in English, which is its key in
 * every other language: a screen that gets it, or a mail that is written to somebody, looks it up.
 */

/** What a language says: by the English of each sentence, `{0}` where the first value goes. */
export interface Catalogue {
  /** A language may order the values as it likes. */
  readonly sentences: Readonly<Record<string, string>>
  /** By the English singular: `{0}` is the count. */
  readonly plurals: Readonly<Record<string, Readonly<Partial<Record<Intl.LDMLPluralRule, string>>>>>
}

type Value = string | number

/** Says a sentence with its values. */
export type Say = (strings: TemplateStringsArray, ...values: readonly Value[]) => string

/** A sentence of the server in English, to be kept or sent: said`It goes on in #${number}.` */
export const said: Say = (strings, ...values) => String.raw({ raw: strings }, ...values)

/** The English of a sentence, with the places of its values. */
export const keyOf = (strings: readonly string[]): string =>
  strings.reduce((key, words, index) => `${key}{${index - 1}}${words}`)

/** Says sentences in a language; one that it lacks in English. */
export function sayIn({ sentences }: Catalogue): Say {
  return (strings, ...values) => {
    const key = keyOf(strings)
    return Object.hasOwn(sentences, key) ? filled(sentences[key]!, values) : said(strings, ...values)
  }
}

const filled = (words: string, values: readonly Value[]): string =>
  words.replaceAll(/\{(\d+)\}/g, (_, place) => String(values[Number(place)] ?? ''))

/** With fewer letters of its own, anything could be a sentence with values; the more so one that begins with a value. */
const knownByLetters = { words: 6, value: 8 }

/** Whether a sentence, `{0}` where a value goes, can be told from another that somebody kept. */
export function isKnownAgain(key: string): boolean {
  const letters = key.replaceAll(/\{\d+\}/g, '').match(/\p{L}/gu) ?? []
  return !key.includes('{0}') || letters.length >= knownByLetters[key.startsWith('{') ? 'value' : 'words']
}

/** A sentence may have another one for a value, such as a reason; nobody says more within each other. */
const depthMax = 3

/** Finds what is said with values in English again, and says it in another language; what nobody knows stays as it is. */
export function translator({ sentences }: Pick<Catalogue, 'sentences'>): (english: string) => string {
  const forms = Object.entries(sentences)
    .filter(([key]) => key.includes('{0}') && isKnownAgain(key))
    .map(([key, other]) => ({ words: key.split(/\{\d+\}/), other }))
    // What says more of it in its own words fits better.
    .toSorted((a, b) => b.words.join('').length - a.words.join('').length)
  const translate = (english: string, depth: number): string => {
    // A value of one word is a name, or a tag: it is nobody's sentence.
    if (Object.hasOwn(sentences, english) && (depth === 0 || english.includes(' '))) return sentences[english]!
    if (depth === depthMax) return english
    for (const { words, other } of forms) {
      const values = valuesBetween(words, english)
      if (values !== undefined)
        return filled(
          other,
          values.map((value) => translate(value, depth + 1)),
        )
    }
    return english
  }
  return (english) => {
    // What is said in lines is a sentence in each; what somebody wrote may have lines within one.
    const lines = english.split('\n')
    const byLines = lines.map((line) => translate(line, 0)).join('\n')
    return byLines === english && lines.length > 1 ? translate(english, 0) : byLines
  }
}

/** What stands between these words, each where it comes first; undefined where the text has them not in this order. */
export function valuesBetween(words: readonly string[], text: string): string[] | undefined {
  const [first = '', ...rest] = words
  const last = rest.pop() ?? ''
  const end = text.length - last.length
  if (!text.startsWith(first) || !text.endsWith(last) || end < first.length) return undefined
  const values: string[] = []
  let at = first.length
  for (const part of rest) {
    const found = text.indexOf(part, at)
    if (found === -1 || found + part.length > end) return undefined
    values.push(text.slice(at, found))
    at = found + part.length
  }
  return [...values, text.slice(at, end)]
}
