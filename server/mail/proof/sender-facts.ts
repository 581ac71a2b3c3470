import type { AuthStatus } from 'mailauth'

export interface Signature {
  readonly domain: string
  readonly result: AuthStatus['result']
  /** It covers the whole body. */
  readonly isWhole: boolean
}

/** What was found out about a mail; what it means is decided in `sender-proof.rules.ts`. */
export interface SenderFacts {
  /** Of each address in From. */
  readonly fromDomains: readonly string[]
  readonly isRelayed: boolean
  /** Undefined where nobody asked, e.g. behind a relay that says nothing. */
  readonly dmarc: { readonly result: AuthStatus['result']; readonly policy: string | undefined } | undefined
  readonly spf: { readonly result: AuthStatus['result']; readonly domain: string } | undefined
  readonly signatures: readonly Signature[]
}
