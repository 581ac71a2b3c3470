import { said, type Say } from '@bellwether/contract/said.ts'
import type { HandOffRow } from './hand-off.store.ts'

/** What a notice says of the question. */
export interface Notice {
  readonly handOff: Pick<HandOffRow, 'question' | 'evidenceLinks' | 'isPrivate' | 'mayReplyToCustomer'>
  readonly ticket: { readonly number: number; readonly subject: string; readonly customer: string | null }
  readonly askedBy: string
  /** The team that passed it on last, and why. */
  readonly passedOn: { readonly team: string; readonly reason: string } | null
  /** What the customer wrote last. */
  readonly customerSaid: string | null
  readonly team: string
  readonly answerBy: Date | null
  readonly baseUrl: string
}

/** Who is told, in their language and by the clock of their IANA zone. */
interface Reader {
  readonly say: Say
  readonly locale: string
  readonly timeZone: string
}

/**
 * A notice that needs no training: the question, the evidence, and what can be done, each a link that lets its
 * reader in (`{link}`). Mail is read by others and kept in many places, so a private question is not in it.
 */
export function noticeText(reader: Reader, notice: Notice): { subject: string; text: string } {
  return notice.handOff.isPrivate ? privateNotice(reader, notice) : openNotice(reader, notice)
}

function openNotice(reader: Reader, { handOff, ticket, askedBy, passedOn, customerSaid, team, ...notice }: Notice) {
  const { say } = reader
  const { question, evidenceLinks, mayReplyToCustomer } = handOff
  const { customer, number, subject } = ticket
  const links = evidenceLinks.map(
    ({ label, url }) => `- ${label || say`evidence`}: ${url.startsWith('/') ? notice.baseUrl : ''}${url}`,
  )
  return {
    subject: `${say`${askedBy} asks ${team}: ${subject}`} [#${number}]`,
    text: paragraphs(
      customer === null
        ? say`${askedBy} asks ${team} about "${subject}":`
        : say`${askedBy} asks ${team} about "${subject}" of ${customer}:`,
      question,
      passedOn && say`${passedOn.team} was asked before and passed it on: ${passedOn.reason}`,
      customerSaid && [say`The customer wrote last:`, ...quoted(customerSaid)].join('\n'),
      links.length > 0 && [say`Evidence (sign in to see it):`, ...links].join('\n'),
      wantedBy(reader, notice.answerBy),
      mayReplyToCustomer && say`You may answer the customer yourself: choose that on the page.`,
      say`To answer, reply to this mail: your reply goes to support, never to the customer. Or use these, without signing in:`,
      waysToAnswer(say),
    ),
  }
}

/** Beside each word its link. */
const waysToAnswer = (say: Say): string =>
  [say`Answer:    {link}`, say`Ask back:  {link}?do=ask-back`, say`Not us:    {link}?do=decline`].join('\n')

function wantedBy(reader: Reader, answerBy: Date | null): string | null {
  const { say } = reader
  return answerBy && say`An answer is wanted by ${timeIn(answerBy, reader)}.`
}

/** What the ticket says of people who were not reached, to follow on "Bellwether". Erasing cuts it at the colon. */
export function couldNotTell(addresses: readonly string[], reason: string | null): string {
  const named = addresses.slice(0, namedMax).join(', ')
  const more = addresses.length - namedMax
  if (more > 0)
    return reason === null
      ? said`could not tell ${named} and ${more} more of the question`
      : said`could not tell ${named} and ${more} more of the question: ${reason}`
  return reason === null
    ? said`could not tell ${named} of the question`
    : said`could not tell ${named} of the question: ${reason}`
}

/** Nobody reads more names in a line. */
const namedMax = 5

/** What support replied to whoever asked back. Of a private question nothing stands in a mail. */
export function repliedText(say: Say, { handOff, number, subject, by, text }: Turn & { by: string; text: string }) {
  if (handOff.isPrivate)
    return {
      subject: say`A private question [#${number}]`,
      text: paragraphs(say`You were replied to. Read it here, without signing in:`, say`Open: {link}`),
    }
  return {
    subject: `${say`${by} replied: ${subject}`} [#${number}]`,
    text: paragraphs(
      say`${by} replied to what you asked back:`,
      text,
      [say`The question was:`, ...quoted(handOff.question)].join('\n'),
      say`Your time to answer runs again. Reply to this mail, or use these, without signing in:`,
      waysToAnswer(say),
    ),
  }
}

/** There is nothing left to do for whoever was at work. */
export function takenBackText(say: Say, { handOff, number, subject }: Turn) {
  return {
    subject: handOff.isPrivate ? say`A private question [#${number}]` : `${say`Taken back: ${subject}`} [#${number}]`,
    text: paragraphs(
      say`Support has taken the question back: there is nothing left to do for you.`,
      !handOff.isPrivate && quoted(handOff.question).join('\n'),
    ),
  }
}

interface Turn {
  readonly handOff: Pick<HandOffRow, 'question' | 'isPrivate'>
  readonly number: number
  readonly subject: string
}

/** Nobody reads further in a mail. */
const quotedLines = 40

function quoted(text: string): string[] {
  const lines = text.split('\n')
  const more = lines.length > quotedLines ? ['> …'] : []
  return [...lines.slice(0, quotedLines).map((line) => `> ${line.slice(0, 500)}`), ...more]
}

function privateNotice(reader: Reader, { team, ticket, answerBy }: Notice) {
  const { say } = reader
  return {
    subject: say`A private question for ${team} [#${ticket.number}]`,
    text: paragraphs(
      say`Somebody asks ${team} in private. The question is not in this mail; read and answer it here, without signing in:`,
      say`Open: {link}`,
      wantedBy(reader, answerBy),
      say`Please do not answer by mail.`,
    ),
  }
}

const paragraphs = (...parts: readonly (string | false | null)[]): string =>
  `${parts.filter((part) => part !== false && part !== null).join('\n\n')}\n`

/** e.g. `Fri 16 Jan, 18:00 (Europe/London)`. */
function timeIn(at: Date, { locale, timeZone }: Reader): string {
  const parts = new Intl.DateTimeFormat(locale, {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  }).format(at)
  return `${parts} (${timeZone})`
}
