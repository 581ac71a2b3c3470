export const snippetLettersMax = 20_000

/** What a snippet may leave blank, as its writer names it in braces. */
export const snippetBlanks = ['name', 'first name', 'customer', 'number', 'subject', 'site', 'my name'] as const
export type SnippetBlank = (typeof snippetBlanks)[number]

const blank = /\{([a-z]+(?: [a-z]+)?)\}/gi

const isBlank = (word: string): word is SnippetBlank => snippetBlanks.some((one) => one === word)

/** The text with its blanks filled in; one of which nothing is known stays, and so does what only looks like one. */
export const filledSnippet = (text: string, values: Readonly<Partial<Record<SnippetBlank, string>>>): string =>
  text.replaceAll(blank, (whole, word: string) => {
    const named = word.toLowerCase()
    return (isBlank(named) && values[named]) || whole
  })

interface Asked {
  readonly contact: { readonly name: string }
  readonly customer: { readonly name: string } | null
  readonly number: number
  readonly subject: string
  /** Sites that the customer named. */
  readonly mentionedSites: readonly string[]
  /** All sites of theirs. */
  readonly sites: readonly string[]
}

/** What fills the blanks of a text on a ticket; empty where nothing is known. */
export const blanksOf = (
  { contact, customer, number, subject, mentionedSites, sites }: Asked,
  myName: string,
): Record<SnippetBlank, string> => ({
  name: contact.name,
  'first name': contact.name.includes('@') ? '' : (contact.name.trim().split(/\s+/)[0] ?? ''),
  customer: customer?.name ?? '',
  number: String(number),
  subject,
  // Of several that nobody named, which is meant nobody knows.
  site: mentionedSites[0] ?? (sites.length === 1 ? sites[0] : undefined) ?? '',
  'my name': myName,
})

/** Where the first blank stands that nothing has filled, from a place on; null where none is left. */
export function unfilledBlank(text: string, start = 0): { readonly from: number; readonly to: number } | null {
  for (const { 0: whole, 1: word = '', index } of text.matchAll(blank))
    if (index >= start && isBlank(word.toLowerCase())) return { from: index, to: index + whole.length }
  return null
}

/** The blanks of a text that nothing has filled, each once, as they stand there. */
export const unfilledBlanks = (text: string): string[] => blanksIn(text, isBlank)

/** The blanks of a text for which nothing is known, as they stand there; what is filled in may look like one. */
export const blanksWithout = (text: string, values: Readonly<Record<SnippetBlank, string>>): string[] =>
  blanksIn(text, (word) => isBlank(word) && values[word] === '')

/** What looks like a blank of a text and is none. */
export const unknownBlanks = (text: string): string[] => blanksIn(text, (word) => !isBlank(word))

const blanksIn = (text: string, isWanted: (word: string) => boolean): string[] => [
  ...new Set([...text.matchAll(blank)].flatMap(([whole, word = '']) => (isWanted(word.toLowerCase()) ? [whole] : []))),
]
