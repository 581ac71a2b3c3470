/** Whom a word is for, and what it promises. */
export interface ToldReader {
  readonly name: string
  readonly site: string | null
  readonly nextBy: Date | null
}

/** The text as one contact reads it: `{name}`, `{site}` and `{next}` filled in. */
export function toldText(text: string, { name, site, nextBy }: ToldReader): string {
  const values = { name, site: site ?? 'your site', next: nextBy === null ? 'then' : promisedInstant(nextBy) }
  return text.replaceAll(/\{(name|site|next)\}/g, (_, key: keyof typeof values) => values[key])
}

/** In the one zone that needs no question: where a reader is, nobody knows. */
const promisedInstant = (at: Date): string =>
  `${at.toLocaleString('en-GB', { timeZone: 'UTC', hour: '2-digit', minute: '2-digit' })} UTC on ${at.toLocaleString(
    'en-GB',
    { timeZone: 'UTC', weekday: 'long', day: 'numeric', month: 'long' },
  )}`
