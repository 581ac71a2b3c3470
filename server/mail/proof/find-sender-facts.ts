import type { Readable } from 'node:stream'
import { authenticate, dkimVerify, type DKIMResult } from 'mailauth'
import { readAuthenticationResults } from './authentication-results.ts'
import type { Resolver } from './bounded-resolver.ts'
import type { Signature } from './sender-facts.ts'
import type { SenderFacts } from './sender-facts.ts'

/** How a mail came in, as far as its proof depends on it. */
export interface Handover {
  readonly envelopeFrom: string
  readonly remoteAddress: string
  readonly helo: string
  /** It came through a server of our own, whose address says nothing about the sender. */
  readonly isRelayed: boolean
  /** What our relays call themselves in Authentication-Results; undefined where they write none. */
  readonly relayName: string | undefined
}

/** Finds out what SPF (RFC 7208), DKIM (RFC 6376) and DMARC (RFC 9989) say about a mail. */
export async function senderFacts(message: Readable, handover: Handover, resolver: Resolver): Promise<SenderFacts> {
  return handover.isRelayed ? relayedFacts(message, handover, resolver) : directFacts(message, handover, resolver)
}

/** The domain in the envelope is a stranger's choice, and so are the name servers behind it. */
const spfBounds = { maxElapsedTime: 2_500 }

async function directFacts(message: Readable, handover: Handover, resolver: Resolver): Promise<SenderFacts> {
  const { envelopeFrom, remoteAddress, helo } = handover
  const found = await authenticate(message, {
    ...spfBounds,
    sender: envelopeFrom,
    ip: remoteAddress,
    helo,
    mta: 'bellwether',
    resolver,
    rejectRsaSha1: true,
    disableArc: true,
    disableBimi: true,
  })
  const { dmarc, spf } = found
  return {
    fromDomains: domainsOf(found.dkim.headerFrom),
    isRelayed: false,
    dmarc: dmarc ? { result: dmarc.status.result, policy: dmarc.policy } : undefined,
    spf: spf ? { result: spf.status.result, domain: spf.domain } : undefined,
    signatures: found.dkim.results.flatMap(signatureOf),
  }
}

/** A signature survives a relay; SPF does not. The rest is known where the relay itself checked it and says so. */
async function relayedFacts(message: Readable, { relayName }: Handover, resolver: Resolver): Promise<SenderFacts> {
  const found = await dkimVerify(message, { resolver, rejectRsaSha1: true })
  const lines = (found.headers?.parsed ?? []).filter(({ key }) => key === 'authentication-results')
  const said = relayName === undefined ? undefined : readAuthenticationResults(lines.map(textOf), relayName)
  return {
    fromDomains: domainsOf(found.headerFrom),
    isRelayed: true,
    dmarc: said?.dmarc,
    spf: said?.spf,
    signatures: [...found.results.flatMap(signatureOf), ...(said?.signatures ?? [])],
  }
}

const textOf = ({ line }: { line: Buffer }): string => line.toString('latin1').slice(0, 10_000)

const domainsOf = (addresses: readonly string[]): string[] =>
  addresses.map((address) => address.slice(address.lastIndexOf('@') + 1).toLowerCase())

function signatureOf({ signingDomain, status }: DKIMResult): Signature[] {
  if (!signingDomain) return []
  return [{ domain: signingDomain.toLowerCase(), result: status.result, isWhole: !status.underSized }]
}
