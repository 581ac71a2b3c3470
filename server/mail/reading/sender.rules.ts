import { addressForms } from '../our-address.ts'
import type { Mailbox } from './read-addresses.ts'

/** Whom a mail is from: contact, answers and loop counts all go by this address. */
export interface Sender extends Mailbox {
  /** The header or envelope that says so, or a person who looked at it. */
  readonly reason: 'from' | 'reply-to' | 'sender' | 'return-path' | 'envelope' | 'person'
}

export interface SenderClues {
  readonly from: readonly Mailbox[]
  readonly replyTo: readonly Mailbox[]
  readonly sender: readonly Mailbox[]
  readonly returnPath: readonly Mailbox[]
  readonly envelopeFrom: string
  readonly ourAddresses: readonly string[]
  readonly isList: boolean
}

/**
 * Decides whom a mail is from. A form sends in its own name, or in ours, and names the person in Reply-To:
 * then it is from that person. Our own address never is the sender, and a list is not asked for its answer.
 */
export function senderOf(clues: SenderClues): Sender | undefined {
  const usable = (boxes: readonly Mailbox[]): Mailbox | undefined => boxes.find((box) => !isOurs(box.address, clues))
  const [writer] = clues.from
  const from = usable(clues.from)
  const replyTo = usable(clues.replyTo)
  const isOnBehalf = !from || (writer && isOurs(writer.address, clues)) || isMachine(from)
  if (replyTo && (isOnBehalf || (!clues.isList && isSomebodyElse(from, replyTo)))) return named(replyTo, 'reply-to')
  if (from) return named(from, 'from')
  const sender = usable(clues.sender)
  if (sender) return named(sender, 'sender')
  const returnPath = usable(clues.returnPath)
  if (returnPath) return named(returnPath, 'return-path')
  const envelope = usable([{ name: '', address: clues.envelopeFrom.trim().toLowerCase() }].filter(hasAddress))
  return envelope && named(envelope, 'envelope')
}

/** Whether an address is the desk's own, a plus-address of it included. */
export function isOurs(address: string, { ourAddresses }: Pick<SenderClues, 'ourAddresses'>): boolean {
  return addressForms(address).some((form) => ourAddresses.includes(form))
}

const named = ({ name, address }: Mailbox, reason: Sender['reason']): Sender => ({
  name: name || address,
  address,
  reason,
})

const hasAddress = ({ address }: Mailbox): boolean => /^[^\s@<>]+@[^\s@<>]+$/.test(address)

/** Local parts behind which nobody reads, in the languages that programs write them in. */
const machines =
  /^(?:(?:do)?[-_.]?not?[-_.]?(?:reply|answer|respond)|dont[-_.]?reply|nao[-_.]?responda|no[-_.]?responder|ne[-_.]?pas[-_.]?repondre|keine[-_.]?antwort|nicht[-_.]?antworten|(?:web)?forms?|(?:contact|kontakt|web)[-_.]?formu?l?a?r?|mailer|wordpress|www(?:[-_.]?data)?|apache|nginx|httpd|nobody|root|notifications?|notify|notifier|automailer|robot|bot|system|webmaster|website|postmaster|bounces?)(?:[-_.+\d].*)?@/i

const isMachine = ({ name, address }: Mailbox): boolean => isMachineAddress(address) || /\S +via +\S/i.test(name)

/** Whether nobody reads what is sent there. */
export const isMachineAddress = (address: string): boolean =>
  machines.test(address) || /no-?reply|donotreply/.test(address.split('@')[0] ?? '')

/** A person who names another address of theirs keeps something of their name in it; a form does not. */
function isSomebodyElse(from: Mailbox, replyTo: Mailbox): boolean {
  const [fromLocal = '', fromDomain] = from.address.split('@')
  const [local = '', domain] = replyTo.address.split('@')
  if (domain === fromDomain) return false
  const words = new Set(wordsOf(`${from.name} ${fromLocal}`))
  return !wordsOf(`${replyTo.name} ${local}`).some((word) => words.has(word))
}

const wordsOf = (name: string): string[] => name.toLowerCase().match(/[\p{L}\p{N}]{2,}/gu) ?? []
