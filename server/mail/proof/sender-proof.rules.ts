import { said } from '@bellwether/contract/said.ts'
import type { Sender } from '../reading/sender.rules.ts'
import { domainOf } from '../brake.rules.ts'
import type { SenderFacts } from './sender-facts.ts'

/** Whether a mail is from whom it says. Unproven is common and innocent; forged is what the domain's owner denies. */
export interface SenderProof {
  readonly verdict: 'proven' | 'unproven' | 'forged' | 'unknown'
  /** The domain that the sender claims or that proves them; null where there is none. */
  readonly domain: string | null
  /** In words for people, to follow on "Sender not proven:". */
  readonly reason: string
}

export const unknownProof = (reason: string): SenderProof => ({ verdict: 'unknown', domain: null, reason })

/** Decides what the facts mean for the address under which the mail is filed. */
export function senderProof(sender: Pick<Sender, 'address' | 'reason'> | undefined, facts: SenderFacts): SenderProof {
  const [domain, ...others] = facts.fromDomains
  if (!sender || domain === undefined || others.length > 0)
    return { verdict: 'unproven', domain: null, reason: said`the mail does not name one sender in From` }
  const proof = proofOfFrom(domain, facts)
  if (proof.verdict !== 'proven' || belongTogether(sender.address, domain)) return proof
  const reason = said`${domain} sent it, and the address stands in ${places[sender.reason]}, which proves nothing`
  return { verdict: 'unproven', domain: domainOf(sender.address), reason }
}

const places: Readonly<Record<Sender['reason'], string>> = {
  from: 'From',
  'reply-to': 'Reply-To',
  sender: 'Sender',
  'return-path': 'Return-Path',
  envelope: said`the envelope`,
  person: said`what somebody here said`,
}

/** What of the facts is about the domain in From; nothing else can prove or deny it. */
interface OwnFacts extends Pick<SenderFacts, 'dmarc' | 'spf' | 'signatures' | 'isRelayed'> {
  readonly domain: string
}

function proofOfFrom(domain: string, facts: SenderFacts): SenderProof {
  const own: OwnFacts = {
    domain,
    isRelayed: facts.isRelayed,
    dmarc: facts.dmarc,
    spf: facts.spf && belongTogether(facts.spf.domain, domain) ? facts.spf : undefined,
    signatures: facts.signatures.filter((one) => belongTogether(one.domain, domain)),
  }
  return (facts.dmarc?.result === 'fail' ? undefined : whatProves(own)) ?? whatDoesNot(own)
}

function whatProves({ domain, dmarc, spf, signatures }: OwnFacts): SenderProof | undefined {
  const passed = signatures.filter((one) => one.result === 'pass')
  const whole = passed.find((one) => one.isWhole)
  if (whole) return { verdict: 'proven', domain, reason: said`signed by ${whole.domain}` }
  if (spf?.result === 'pass') return { verdict: 'proven', domain, reason: said`sent by a server of ${spf.domain}` }
  if (passed.length > 0) return { verdict: 'unproven', domain, reason: said`its signature covers only a part of it` }
  return dmarc?.result === 'pass'
    ? { verdict: 'proven', domain, reason: said`${domain} confirms it (DMARC)` }
    : undefined
}

/** A denial counts only where every question about the domain was answered. */
function whatDoesNot({ domain, dmarc, spf, signatures, isRelayed }: OwnFacts): SenderProof {
  if ([dmarc, spf, ...signatures].some((one) => one && isOpen(one.result)))
    return { verdict: 'unknown', domain, reason: said`the name servers of ${domain} did not answer` }
  if (dmarc?.result === 'fail') return denied(domain, dmarc.policy)
  if (isRelayed && dmarc === undefined) return { verdict: 'unknown', domain, reason: silentRelay }
  const reason =
    signatures.length > 0
      ? said`its signature of ${domain} does not fit: it was changed on the way`
      : said`neither a signature nor the server that sent it belongs to ${domain}`
  return { verdict: 'unproven', domain, reason }
}

const silentRelay = said`it came through a server of ours that does not say what it checked, and it is not signed`

const isOpen = (result: string): boolean => result === 'temperror' || result === 'temperr'

/** An owner who asks for nothing (`p=none`) only collects reports: mailing lists fail there every day. */
function denied(domain: string, policy: string | undefined): SenderProof {
  if (policy === 'none')
    return {
      verdict: 'unproven',
      domain,
      reason: said`it fails the check of ${domain} (DMARC), which asks for nothing then`,
    }
  const reason = policy
    ? said`${domain} says that mail like this is not from there (DMARC, ${policy})`
    : said`${domain} says that mail like this is not from there (DMARC)`
  return { verdict: 'forged', domain, reason }
}

/** Relaxed alignment (RFC 9989): both are of the domain that one owner registered. */
const belongTogether = (a: string, b: string): boolean => domainOf(a) === domainOf(b)
