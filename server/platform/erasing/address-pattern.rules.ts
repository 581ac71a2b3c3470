const inPattern = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)

/** How an address is written in records: as it is, within JSON, and within a link. */
export function waysToWrite(addresses: readonly string[]): string[] {
  const ways = addresses
    .map((address) => address.toLowerCase())
    .flatMap((address) => [address, JSON.stringify(address).slice(1, -1), address.replace('@', '%40')])
  return [...new Set(ways)]
}

/**
 * Finds these addresses where they stand alone, in PostgreSQL's words: `a@b.test` is not part of `vera@b.test`, nor
 * of `a@b.test.example`. To be compared without regard to case.
 */
export function recordsPattern(addresses: readonly string[]): string {
  const any = waysToWrite(addresses).map(inPattern).join('|')
  return String.raw`(?<![[:alnum:]._%+-])(?:${any})(?![[:alnum:]-]|\.[[:alnum:]])`
}

/** The same in RE2, the engine's: what stands around the address is caught as \1 and \2, since it cannot look around. */
export function evidencePattern(addresses: readonly string[]): string {
  const any = waysToWrite(addresses).map(inPattern).join('|')
  return String.raw`(?i)(^|[^\pL\pN._%+-])(?:${any})($|[^\pL\pN.-]|\.(?:[^\pL\pN]|$))`
}
