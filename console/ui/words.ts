import { type Catalogue, keyOf, translator } from '@bellwether/contract/said.ts'

const english = { catalogue: { sentences: {}, plurals: {} } as Catalogue, locale: 'en-GB' }

let spoken = english
let rules = new Intl.PluralRules(english.locale)
let ofServer = translator(english.catalogue)

/** Sets the language, before the first module that has words is loaded; `server` is what the server says in it. */
export function speak(catalogue: Catalogue, server: Pick<Catalogue, 'sentences'>, locale: string): void {
  spoken = { catalogue, locale }
  rules = new Intl.PluralRules(locale)
  ofServer = translator({ sentences: { ...withoutCodeMarks(catalogue), ...server.sentences } })
}

/** The contract marks what is code; what the server says of it has the marks no more. */
const withoutCodeMarks = ({ sentences }: Catalogue): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(sentences)
      .filter(([english]) => english.includes('`'))
      .map(([english, other]) => [english.replaceAll('`', ''), other.replaceAll('`', '')]),
  )

/** The locale in which numbers, days and lists are written. */
export const spokenLocale = (): string => spoken.locale

/** A sentence that stands in a table of the contract, or that the server said; most others are written with `t`. */
export const translated = (english: string): string => ownWords(english) ?? ofServer(english)

const ownWords = (english: string): string | undefined =>
  Object.hasOwn(spoken.catalogue.sentences, english) ? spoken.catalogue.sentences[english] : undefined

/** A word of the language as it stands within a sentence: "Week" is "week", where nouns are not written large. */
export const withinSentence = (word: string): string =>
  spoken.locale.startsWith('de') ? word : word.toLocaleLowerCase(spoken.locale)

/** A sentence cut at its values: words at even places, which value stands there at odd ones. */
export const cutSentence = (strings: readonly string[]): readonly string[] => {
  const key = keyOf(strings)
  return (ownWords(key) ?? key).split(/\{(\d+)\}/)
}

/** A sentence in the language of the reader: t`Give ${name} the ticket`. */
export const t = (strings: TemplateStringsArray, ...values: readonly (string | number)[]): string =>
  cutSentence(strings)
    .map((part, index) => (index % 2 === 0 ? part : values[Number(part)]))
    .join('')

/** A count with its noun, or undefined where the language has no word for it. */
export function saidCount(count: number, written: string, one: string): string | undefined {
  const forms = spoken.catalogue.plurals[one]
  return (forms?.[rules.select(count)] ?? forms?.other)?.replaceAll('{0}', written)
}
