import type { Stored } from '../../platform/files/file-store.ts'
import type { Sender } from './sender.rules.ts'

export interface ParsedAttachment {
  /** Safe to store and to show: no path, no control or direction marks. */
  readonly fileName: string
  readonly contentType: string
  readonly bytes: Uint8Array
  /** The mail ended in the middle of it, or its encoding was broken: what could be read is here. */
  readonly isDamaged: boolean
  /** Of an image that the text shows at its place; `data-image` in `html` has the same value. */
  readonly contentId: string | undefined
}

/** An attachment whose bytes are in the content store. */
export type StoredAttachment = Omit<ParsedAttachment, 'bytes'> & Stored

export interface Recipient {
  readonly name: string
  readonly address: string
  readonly kind: 'to' | 'cc'
}

/** A mail as the desk needs it. No string in it contains NUL; every list and text is bounded. */
export interface ParsedMail {
  /** Made from the raw bytes where the mail has none; at most 250 characters. */
  readonly messageId: string
  /** Whom it is from and why we think so; undefined where no address can be used. */
  readonly sender: Sender | undefined
  /** To and Cc in their order, our own addresses among them. */
  readonly recipients: readonly Recipient[]
  readonly subject: string
  /** References and In-Reply-To, without repetition. */
  readonly references: readonly string[]
  /** Everything that can be read in it. */
  readonly fullText: string
  /** What the sender wrote, quotes and signature left out; never empty where `fullText` is not. */
  readonly text: string
  /** Cleaned; undefined where the mail had none. */
  readonly html: string | undefined
  readonly attachments: readonly ParsedAttachment[]
  readonly attachmentsLeftOut: number
  /** What is in the raw mail and neither in the text nor attached, in words for people. */
  readonly leftOut: readonly string[]
  /** Names in lower case; of a repeated header the first, of what filters say of spam all in lines. */
  readonly headers: ReadonlyMap<string, string>
  /** The whole header, in lower case. */
  readonly contentType: string
  /** It came over a mailing list: an answer to the list must be meant. */
  readonly isList: boolean
  /** What it says about a mail of ours, if it is a bounce. */
  readonly bounce: Bounce
  /** What may be secrets of our own sign-in links, wherever it quotes them. */
  readonly quotedSecrets: readonly string[]
}

/** A mail that was read: what may be large is in the content store already. */
export type ReadMail = Omit<ParsedMail, 'attachments'> & { readonly attachments: readonly StoredAttachment[] }

/** What is known about a mail besides its bytes. */
export interface MailEnvelope {
  /** Empty for the null sender. */
  readonly envelopeFrom: string
  /** The desk's own addresses, in lower case. */
  readonly ourAddresses: readonly string[]
}

/** What a bounce says of the mail that it is about. */
export interface Bounce {
  /** Tokens in the ids and addresses that it quotes, that of the returned mail's own Message-ID first. */
  readonly tokens: readonly string[]
  /** False for a warning: the other server keeps trying. */
  readonly isFinal: boolean
  readonly reason: string
  /** Whom it did not reach, in lower case; empty where it does not say. */
  readonly failed: readonly string[]
}
