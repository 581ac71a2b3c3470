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
  /** IANA zone of the reader. */
  readonly timeZone: string
  readonly baseUrl: string
}

/**
 * A notice that needs no training: the question, the evidence, and what can be done, each a link that lets its
 * reader in (`{link}`). Mail is read by others and kept in many places, so a private question is not in it.
 */
export function noticeText(notice: Notice): { subject: string; text: string } {
  return notice.handOff.isPrivate ? privateNotice(notice) : openNotice(notice)
}

function openNotice(notice: Notice) {
  const { handOff, ticket, askedBy, passedOn, customerSaid, team, answerBy, timeZone, baseUrl } = notice
  const { question, evidenceLinks, mayReplyToCustomer } = handOff
  const of = ticket.customer === null ? '' : ` of ${ticket.customer}`
  const links = evidenceLinks.map(
    ({ label, url }) => `- ${label || 'evidence'}: ${url.startsWith('/') ? baseUrl : ''}${url}`,
  )
  return {
    subject: `${askedBy} asks ${team}: ${ticket.subject} [#${ticket.number}]`,
    text: paragraphs(
      `${askedBy} asks ${team} about "${ticket.subject}"${of}:`,
      question,
      passedOn && `${passedOn.team} was asked before and passed it on: ${passedOn.reason}`,
      customerSaid && ['The customer wrote last:', ...quoted(customerSaid)].join('\n'),
      links.length > 0 && ['Evidence (sign in to see it):', ...links].join('\n'),
      answerBy && `An answer is wanted by ${timeIn(answerBy, timeZone)}.`,
      mayReplyToCustomer && 'You may answer the customer yourself: choose that on the page.',
      'To answer, reply to this mail: your reply goes to support, never to the customer. Or use these, without signing in:',
      ['Answer:    {link}', 'Ask back:  {link}?do=ask-back', 'Not us:    {link}?do=decline'].join('\n'),
    ),
  }
}

/** What the ticket says of people who were not reached, to follow on "Bellwether". */
export function couldNotTell(addresses: readonly string[], reason: string | null): string {
  const named = addresses.slice(0, namedMax).join(', ')
  const more = addresses.length > namedMax ? ` and ${addresses.length - namedMax} more` : ''
  return `could not tell ${named}${more} of the question: ${reason ?? 'no reason was given'}`
}

/** Nobody reads more names in a line. */
const namedMax = 5

/** What support replied to whoever asked back. Of a private question nothing stands in a mail. */
export function repliedText({ handOff, number, subject, by, text }: Turn & { by: string; text: string }) {
  if (handOff.isPrivate)
    return {
      subject: `A private question [#${number}]`,
      text: paragraphs('You were replied to. Read it here, without signing in:', '{link}'),
    }
  return {
    subject: `${by} replied: ${subject} [#${number}]`,
    text: paragraphs(
      `${by} replied to what you asked back:`,
      text,
      ['The question was:', ...quoted(handOff.question)].join('\n'),
      'Your time to answer runs again. Reply to this mail, or use these, without signing in:',
      ['Answer:    {link}', 'Ask back:  {link}?do=ask-back', 'Not us:    {link}?do=decline'].join('\n'),
    ),
  }
}

/** There is nothing left to do for whoever was at work. */
export function takenBackText({ handOff, number, subject }: Turn) {
  return {
    subject: handOff.isPrivate ? `A private question [#${number}]` : `Taken back: ${subject} [#${number}]`,
    text: paragraphs(
      'Support has taken the question back: there is nothing left to do for you.',
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

function privateNotice({ team, ticket, answerBy, timeZone }: Notice) {
  return {
    subject: `A private question for ${team} [#${ticket.number}]`,
    text: paragraphs(
      `Somebody asks ${team} in private. The question is not in this mail; read and answer it here, without signing in:`,
      '{link}',
      answerBy && `An answer is wanted by ${timeIn(answerBy, timeZone)}.`,
      'Please do not answer by mail.',
    ),
  }
}

const paragraphs = (...parts: readonly (string | false | null)[]): string =>
  `${parts.filter((part) => part !== false && part !== null).join('\n\n')}\n`

/** e.g. `Fri 16 Jan, 18:00 (Europe/London)`. */
export function timeIn(at: Date, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  }).format(at)
  return `${parts} (${timeZone})`
}
