import type { Language } from '@bellwether/contract/people.ts'
import type { PageUrgency } from '@bellwether/contract/pager-pages.ts'
import type { ChannelKind, ContactMethod } from '../methods/contact-method.store.ts'

/** A page on its way to one person, in their language. */
export interface PageMessage {
  readonly pageId: string
  /** The same at every attempt. */
  readonly notificationId: string
  readonly title: string
  readonly body: string
  readonly urgency: PageUrgency
  readonly language: Language
  /** Acknowledges, escalates and ends without signing in; what it names is in `token`. */
  readonly url: string
  readonly token: string
  readonly about: { readonly module: string; readonly id: string; readonly url: string }
  readonly createdAt: Date
  readonly baseUrl: string
}

export interface Outgoing {
  readonly url: string
  readonly body: string | Buffer
  readonly headers: Readonly<Record<string, string>>
}

/** What a page goes by in a request of HTTP. */
export type HttpKind = Exclude<ChannelKind, 'irc'>

/** A contact method that is not mail. */
export type Reachable = Exclude<ContactMethod, { kind: 'mail' }>

/** One way in which a page leaves this machine by a request of HTTP. */
export interface Channel {
  /** What may be shown of an address: what is as good as a key may not. */
  readonly shown: (method: Pick<Reachable, 'address' | 'label'>) => string
  /** The request that takes a page there. */
  readonly outgoing: (message: PageMessage, method: Reachable) => Outgoing
  /** Whether a refusal is the last word, so that trying again would change nothing. */
  readonly isFinal: (status: number) => boolean
  /** Whether it says that the address is there no more. */
  readonly isGone?: (status: number) => boolean
}

/** A server that is in trouble or busy may take it later; what it calls our fault it always will. */
export const isOurFault = (status: number): boolean =>
  status >= 400 && status < 500 && status !== 408 && status !== 425 && status !== 429

/** The scheme and host of an address: its path, query and password may be as good as a key. */
export function shownHost({ address }: { address: string }): string {
  const { protocol, host } = new URL(address)
  return `${protocol}//${host}`
}

/** A text that is at most so many bytes long, cut at a character. */
export function cutToBytes(text: string, bytesMax: number): string {
  const bytes = Buffer.from(text)
  if (bytes.length <= bytesMax) return text
  // A character that is cut in two decodes to the sign for what is none.
  return `${bytes
    .subarray(0, bytesMax - 3)
    .toString('utf8')
    .replace(/\uFFFD$/, '')}…`
}
