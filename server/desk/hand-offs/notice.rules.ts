import type { HandOffRow } from './hand-off.store.ts'

/** What a notice says of the question. */
export interface Notice {
  readonly handOff: Pick<HandOffRow, 'question' | 'evidenceLinks' | 'isPrivate' | 'round'>
  readonly ticket: { readonly number: number; readonly subject: string; readonly customer: string | null }
  readonly askedBy: string
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

function openNotice({ handOff, ticket, askedBy, team, answerBy, timeZone, baseUrl }: Notice) {
  const { question, evidenceLinks, round } = handOff
  const of = ticket.customer === null ? '' : ` of ${ticket.customer}`
  const links = evidenceLinks.map(
    ({ label, url }) => `- ${label || 'evidence'}: ${url.startsWith('/') ? baseUrl : ''}${url}`,
  )
  return {
    subject: `${askedBy} asks ${team}: ${ticket.subject} [#${ticket.number}]`,
    text: paragraphs(
      `${askedBy} asks ${team} about "${ticket.subject}"${of}${round > 1 ? `, round ${round}` : ''}:`,
      question,
      links.length > 0 && ['Evidence:', ...links].join('\n'),
      answerBy && `An answer is wanted by ${timeIn(answerBy, timeZone)}.`,
      'To answer, reply to this mail: your reply goes to support, never to the customer. Or use these, without signing in:',
      ['Answer:    {link}', 'Ask back:  {link}?do=ask-back', 'Not us:    {link}?do=decline'].join('\n'),
    ),
  }
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
