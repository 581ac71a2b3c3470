import type { Signature } from './sender-facts.ts'
import type { SenderFacts } from './sender-facts.ts'

type Said = Pick<SenderFacts, 'dmarc' | 'spf'> & { readonly signatures: readonly Signature[] }
type Result = Signature['result']

/**
 * What a relay of ours found out, from the Authentication-Results (RFC 8601) under its name. It stands above
 * all others and removes what strangers wrote under its name; only the first is read.
 */
export function readAuthenticationResults(lines: readonly string[], relayName: string): Said | undefined {
  for (const line of lines) {
    const [name, ...results] = withoutComments(line.slice(line.indexOf(':') + 1)).split(';')
    if (name?.trim().split(/\s+/)[0]?.toLowerCase() !== relayName.toLowerCase()) continue
    return said(results.map((one) => one.trim().toLowerCase()))
  }
  return undefined
}

function said(results: readonly string[]): Said {
  const of = (method: string): string[] => results.filter((one) => one.startsWith(`${method}=`))
  const [dmarc] = of('dmarc')
  const [spf] = of('spf')
  return {
    dmarc: dmarc === undefined ? undefined : { result: resultOf(dmarc), policy: valueOf(dmarc, 'policy.dmarc') },
    spf: spf === undefined ? undefined : { result: resultOf(spf), domain: domainIn(valueOf(spf, 'smtp.mailfrom')) },
    signatures: of('dkim').map((one) => ({
      domain: domainIn(valueOf(one, 'header.d') ?? valueOf(one, 'header.i')),
      result: resultOf(one),
      isWhole: true,
    })),
  }
}

const results: readonly string[] = ['pass', 'fail', 'none', 'neutral', 'softfail', 'permerror', 'temperror', 'policy']
function resultOf(one: string): Result {
  const word = /^[a-z]+=([a-z]+)/.exec(one)?.[1] ?? ''
  return results.includes(word) ? (word as Result) : 'temperror'
}

const valueOf = (one: string, property: string): string | undefined =>
  one
    .split(/\s+/)
    .find((word) => word.startsWith(`${property}=`))
    ?.slice(property.length + 1)
    .replaceAll('"', '')

const domainIn = (value: string | undefined): string => value?.slice(value.lastIndexOf('@') + 1) ?? ''

/** Comments nest; each character is looked at once. */
function withoutComments(text: string): string {
  let depth = 0
  let kept = ''
  for (const character of text) {
    if (character === '(') depth += 1
    else if (character === ')') depth = Math.max(0, depth - 1)
    else if (depth === 0) kept += character
  }
  return kept
}
