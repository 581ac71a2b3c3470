import { said } from '@bellwether/contract/said.ts'
import { composeText } from './compose-text.ts'
import { decodeWords } from './decode-words.ts'
import { foldQuotes } from './fold-quotes.ts'
import { keptMessageId, madeMessageId, messageIdsIn, sha256 } from './message-id.ts'
import { nameUnread } from './name-unread.ts'
import type { MailEnvelope, ParsedAttachment, ParsedMail, Recipient } from './parsed-mail.ts'
import { type Mailbox, readAddresses } from './read-addresses.ts'
import { quotedSecrets } from './quoted-secrets.ts'
import { readBounce } from './read-bounce.ts'
import { clean, headerOf, readLeaves } from './read-leaves.ts'
import { senderOf } from './sender.rules.ts'
import { type Part, splitMail } from './split-mail.ts'

const subjectCharacters = 500
const attachmentsMax = 100
const referencesMax = 200
const recipientsMax = 500
const leftOutMax = 50
const headerCharacters = 2_000
const textCharacters = 1_000_000

/** Reads raw mail, in a process of its own. Time and memory grow with its size and no faster. */
export function parseMail(raw: Buffer, envelope: MailEnvelope): ParsedMail {
  const split = splitMail(raw)
  const { root } = split
  const leaves = readLeaves(raw, split)
  const composed = composeText(raw, root, leaves)
  if (split.isCut) leaves.leftOut.push(said`parts beyond what is read: they are only in the raw mail`)
  const hint = root.type.parameters.get('charset')
  const subject = subjectOf(root, hint)
  const references = referencesOf(root)
  const shown = bounded(composed.text, leaves.attachments, leaves.leftOut)
  const more = composed.more.slice(0, textCharacters)
  const recipients = recipientsOf(root, hint, leaves.leftOut)
  nameUnread(raw, split, { text: `${composed.text}\n${composed.more}`, leaves })
  return {
    messageId: messageIdOf(root) || madeMessageId(sha256(raw)),
    sender: senderIn(root, envelope, hint),
    recipients,
    subject,
    references,
    fullText: [shown, more].filter((text) => text !== '').join('\n\n'),
    text: foldQuotes(shown, {
      hasReferences: references.length > 0,
      subject,
      ourAddresses: envelope.ourAddresses,
    }),
    html: composed.html,
    attachments: leaves.attachments.slice(0, attachmentsMax),
    attachmentsLeftOut: Math.max(0, leaves.attachments.length - attachmentsMax),
    leftOut: boundedList(leaves.leftOut),
    headers: headersOf(root, hint),
    contentType: (headerOf(root, 'content-type') || 'text/plain').toLowerCase().slice(0, headerCharacters),
    isList: isList(root),
    bounce: readBounce(raw, leaves.attachments),
    quotedSecrets: quotedSecrets([subject, shown, more, composed.html ?? ''], leaves.attachments),
  }
}

function boundedList(all: readonly string[]): string[] {
  const different = [...new Set(all)]
  if (different.length <= leftOutMax) return different
  return [...different.slice(0, leftOutMax), said`${different.length - leftOutMax} more things`]
}

function bounded(text: string, attachments: ParsedAttachment[], leftOut: string[]): string {
  if (text.length <= textCharacters) return text
  leftOut.push(said`the end of a very long text, which is attached whole`)
  const bytes = new Uint8Array(Buffer.from(text))
  const fileName = 'whole-text.txt'
  attachments.unshift({ fileName, contentType: 'text/plain', bytes, isDamaged: false, contentId: undefined })
  return text.slice(0, textCharacters).toWellFormed()
}

const messageIdOf = (root: Part): string => {
  const value = headerOf(root, 'message-id')
  return messageIdsIn(value)[0] ?? keptMessageId(value)
}

const subjectOf = (root: Part, hint: string | undefined): string =>
  clean(decodeWords(headerOf(root, 'subject').slice(0, 20_000), hint))
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, subjectCharacters)
    .toWellFormed() || '(no subject)'

function referencesOf(root: Part): string[] {
  const ids = [...messageIdsIn(headerOf(root, 'references')), ...messageIdsIn(headerOf(root, 'in-reply-to'))]
  return [...new Set(ids)].slice(-referencesMax)
}

function recipientsOf(root: Part, hint: string | undefined, leftOut: string[]): Recipient[] {
  const all = (['to', 'cc'] as const).flatMap((kind) =>
    valuesOf(root, kind)
      .flatMap((value) => readAddresses(value, 20_000, hint))
      .map(({ name, address }) => ({ name, address, kind })),
  )
  const different = [...new Map(all.toReversed().map((one) => [one.address, one])).values()].toReversed()
  if (different.length > recipientsMax) leftOut.push(said`${different.length - recipientsMax} more recipients`)
  return different.slice(0, recipientsMax)
}

const valuesOf = (root: Part, name: string): string[] =>
  root.headers
    .filter((one) => one.name === name)
    .slice(0, 10)
    .map((one) => one.value)

function senderIn(root: Part, { envelopeFrom, ourAddresses }: MailEnvelope, hint: string | undefined) {
  const boxes = (name: string): Mailbox[] => valuesOf(root, name).flatMap((value) => readAddresses(value, 20, hint))
  return senderOf({
    from: boxes('from'),
    replyTo: boxes('reply-to'),
    sender: boxes('sender'),
    returnPath: boxes('return-path'),
    envelopeFrom,
    ourAddresses,
    isList: isList(root),
  })
}

const isList = (root: Part): boolean =>
  ['list-id', 'list-post', 'mailing-list'].some((name) => headerOf(root, name) !== '') ||
  /\blist\b/i.test(headerOf(root, 'precedence').slice(0, 100))

const verdictCharacters = 100

function headersOf(root: Part, hint: string | undefined): Map<string, string> {
  const headers = new Map<string, string>()
  for (const { name, value } of root.headers.slice(0, 500))
    if (!headers.has(name)) headers.set(name, clean(decodeWords(value.slice(0, headerCharacters), hint)))
    // Whoever sends it may write one of their own before that of a filter.
    else if (name.startsWith('x-spam'))
      headers.set(name, `${headers.get(name)}\n${value.slice(0, verdictCharacters)}`.slice(0, headerCharacters))
  return headers
}
