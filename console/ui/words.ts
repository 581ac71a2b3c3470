/** What a language says. English is what the source says, and the key of everything here. */
export interface Catalogue {
  /** `{0}` stands where the first value goes: a language may order them as it likes. */
  readonly sentences: Readonly<Record<string, string>>
  /** By the English singular: `{0}` is the count. */
  readonly plurals: Readonly<Record<string, Readonly<Partial<Record<Intl.LDMLPluralRule, string>>>>>
}

const english = { catalogue: { sentences: {}, plurals: {} } as Catalogue, locale: 'en-GB' }

let spoken = english
let rules = new Intl.PluralRules(english.locale)

/** Sets the language, before the first module that has words is loaded. */
export function speak(catalogue: Catalogue, locale: string): void {
  spoken = { catalogue, locale }
  rules = new Intl.PluralRules(locale)
}

/** The locale in which numbers, days and lists are written. */
export const spokenLocale = (): string => spoken.locale

/** A sentence that stands in a table of the contract, or that the server said; most others are written with `t`. */
export const translated = (english: string): string =>
  Object.hasOwn(spoken.catalogue.sentences, english) ? (spoken.catalogue.sentences[english] ?? english) : english

/** A word of the language as it stands within a sentence: "Week" is "week", where nouns are not written large. */
export const withinSentence = (word: string): string =>
  spoken.locale.startsWith('de') ? word : word.toLocaleLowerCase(spoken.locale)

/** A sentence cut at its values: words at even places, which value stands there at odd ones. */
export const cutSentence = (strings: readonly string[]): readonly string[] =>
  translated(strings.reduce((key, words, index) => `${key}{${index - 1}}${words}`)).split(/\{(\d+)\}/)

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
