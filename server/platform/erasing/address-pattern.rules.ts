const inPattern = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)

const asEntities = (text: string): string => text.replaceAll('+', '&#43;').replaceAll('@', '&#64;')

/** How an address is written in records: as it is, within JSON, within a link, and within HTML. */
export function waysToWrite(addresses: readonly string[]): string[] {
  const ways = addresses
    .map((address) => address.toLowerCase())
    .flatMap((address) => [
      address,
      JSON.stringify(address).slice(1, -1),
      address.replace('@', '%40'),
      encodeURIComponent(address).toLowerCase(),
      asEntities(address),
    ])
  return [...new Set(ways)]
}

/** Signs that no address goes on with, as links and JSON write them. */
const escapedSigns = String.raw`%(?:0[9ad]|2[0267-9cf]|3[a-f]|5[bd]|7[bd])|\\[nrtbf]|\\u[0-9a-f]{4}`

/**
 * Finds these addresses where they stand alone, in PostgreSQL's words: `a@b.test` is not part of `vera@b.test`, of
 * `o'a@b.test`, nor of `a@b.test.example`. To be compared without regard to case.
 */
export function recordsPattern(addresses: readonly string[]): string {
  const any = waysToWrite(addresses).map(inPattern).join('|')
  const before = String.raw`(?:(?<![[:alnum:]._%+-])(?<![[:alnum:]]')|(?<=${escapedSigns}))`
  return String.raw`${before}(?:${any})(?![[:alnum:]-]|\.[[:alnum:]])`
}

/** A value that is one address and nothing else, by the signs that RFC 5322 has for it, in PostgreSQL's words. */
export const oneAddressPattern = String.raw`^[[:alnum:].!#$%&'*+/=?^_{|}~\x60-]+@[[:alnum:].-]+$`

/** The same as `recordsPattern` in RE2, the engine's: what stands around the address is caught as \1 and \2. */
export function evidencePattern(addresses: readonly string[]): string {
  const any = waysToWrite(addresses).map(inPattern).join('|')
  const before = String.raw`^|[^\pL\pN._%+'-]|(?:^|[^\pL\pN])'|${escapedSigns}`
  return String.raw`(?i)(${before})(?:${any})($|[^\pL\pN.-]|\.(?:[^\pL\pN]|$))`
}

/** A name as whole words, in PostgreSQL's words. */
export const wholeWords = (name: string): string => String.raw`(?<![[:alnum:]])${inPattern(name)}(?![[:alnum:]])`

const shortestName = 3

/** Whether a name is told from any other word: `e`, and `the`, stand in many sentences. */
export const isTelling = (name: string): boolean => name.length >= shortestName && /[\p{Lu}\p{Lo}\s]/u.test(name)
