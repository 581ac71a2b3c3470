import type { ParsedMail } from './reading/parsed-mail.ts'

/**
 * What sort of mail this is. Only a person's mail may be answered automatically (RFC 3834); the other
 * sorts still reach the desk, except a read receipt, on which nobody can act.
 */
export type MailKind = 'person' | 'automatic' | 'bounce' | 'read-receipt'

export type JudgedMail = Pick<ParsedMail, 'headers' | 'contentType' | 'subject' | 'references' | 'isList'> & {
  readonly attachments: readonly { readonly contentType: string }[]
  readonly sender: { readonly address: string } | undefined
}

/** Nobody reads a mail and writes an answer faster. */
const typingSeconds = 5
/** A second attempt to hand a mail over comes later. */
const promptMilliseconds = 10_000

/**
 * Sorts a mail by its headers, its subject and its speed. `envelopeFrom` is empty for the null sender;
 * `secondsSinceOurs` is how long ago the mail of ours that it answers was handed over, where it answers one.
 */
export function mailKind(mail: JudgedMail, envelopeFrom: string, secondsSinceOurs?: number): MailKind {
  if (mail.contentType.startsWith('multipart/report')) return reportKind(mail)
  const from = mail.sender?.address ?? mail.headers.get('from')?.toLowerCase() ?? ''
  if (/(?:^|<)mailer-daemon@/.test(from)) return 'bounce'
  if (!isAutomatic(mail, envelopeFrom, secondsSinceOurs)) return 'person'
  // At a small customer the postmaster is a person with a question.
  return /(?:^|<)postmaster@/.test(from) ? 'bounce' : 'automatic'
}

/** By `report-type`, or by the parts of a report that does not give its type. */
function reportKind({ contentType, attachments }: Pick<JudgedMail, 'contentType' | 'attachments'>): MailKind {
  const types = [contentType, ...attachments.map((one) => one.contentType.toLowerCase())].join(' ')
  if (types.includes('delivery-status')) return 'bounce'
  if (types.includes('disposition-notification')) return 'read-receipt'
  return 'automatic'
}

function isAutomatic(mail: JudgedMail, envelopeFrom: string, secondsSinceOurs: number | undefined): boolean {
  if (mail.isList || [...mail.headers].some(([name, value]) => isMarker(name, value.trim().toLowerCase()))) return true
  if (envelopeFrom === '' || mail.headers.get('return-path')?.trim() === '<>') return true
  if (isAutomaticSubject(mail.subject)) return true
  return secondsSinceOurs !== undefined && secondsSinceOurs > 0 && secondsSinceOurs < typingSeconds
}

/** A mail of ours that another one answers. */
export interface AnsweredMail {
  readonly createdAt: Date
  readonly sentAt: Date | null
}

/**
 * How long after the newest of the mails of ours that it answers a mail came, in seconds; undefined where it
 * answers none, or none whose hand-over is known to that moment: one that was tried again, or whose hand-over
 * was written down after the answer, may have been read before. A person's mail must never count as a program's.
 */
export function secondsSince(answered: readonly AnsweredMail[], receivedAt: Date): number | undefined {
  const times = answered.map(({ createdAt, sentAt }) =>
    sentAt === null || sentAt.getTime() - createdAt.getTime() > promptMilliseconds ? Number.NaN : sentAt.getTime(),
  )
  const seconds = (receivedAt.getTime() - Math.max(...times)) / 1000
  return answered.length > 0 && seconds > 0 ? seconds : undefined
}

/** Headers by which programs say that no person wrote, by their shape: every program has a name of its own. */
function isMarker(name: string, value: string): boolean {
  if (name === 'auto-submitted') return value !== '' && !value.startsWith('no')
  if (name === 'precedence' || name === 'x-precedence') return /bulk|junk|list|auto/.test(value)
  if (name === 'x-auto-response-suppress') return /oof|autoreply|all/.test(value)
  if (name === 'x-mailer' || name === 'user-agent')
    return /auto-?(?:respon|reply|answer)|vacation|mail(?:er)?-?bot/.test(value)
  if (value === 'no' || value === 'false' || value === '0') return false
  if (/^(?:list-(?:id|unsubscribe)|feedback-type|x-failed-recipients|x-amazon-mail-relay-type|x-loop)$/.test(name))
    return true
  // Not what a filter or a phone adds to a person's mail.
  return /^(?:x-)?(?:[\w-]{0,30}-)?(?:auto-?(?:re(?:ply|spon[ds])|answer|generated|notif)|vacation|out-?of-?office|oof)/.test(
    name,
  )
}

/** What programs put before the subject that they answer. */
const announced =
  /^(?:auto(?:matic|mated|matische?r?|matisk|matische|mātisk)?[- ]?(?:reply|response|answer|antwort|svar|antwoord|beantwoording)|auto:|autosvar|autoreply|autoresponder|out of (?:the )?office|ooo:|away from (?:the )?office|on vacation|abwesenheits?(?:notiz|nachricht|assistent|meldung)?|abwesend|ich bin (?:nicht im büro|abwesend)|außer haus|réponse automatique|absence du bureau|absent du bureau|message d[’']absence|respuesta automática|fuera de (?:la )?oficina|risposta automatica|fuori ufficio|assente dall[’']ufficio|resposta automática|ausência temporária|fora do escritório|afwezig(?:heid)?|niet aanwezig|frånvaro|fravær|poissa|automaattinen vastaus|automatická odpověď|mimo kancelář|automatyczna odpowiedź|poza biurem|nieobecność|automatikus válasz|házon kívül|răspuns automat|otomatik (?:yanıt|cevap)|автоматический ответ|автоответ|автовідповідь|αυτόματη απάντηση|自動返信|自動応答|不在|自动回复|自動回覆|외출 중|자동 회신|자동 응답|رد تلقائي|תגובה אוטומטית)/iu

/** A person who writes about automatic replies goes on in a sentence; a program gives a colon or ends there. */
export function isAutomaticSubject(subject: string): boolean {
  const bare = subject
    .normalize('NFC')
    .replace(/^\s*(?:re|aw|sv|antw?|tr|fwd?)\s?[:：]\s*/i, '')
    .trim()
  const [found] = announced.exec(bare) ?? []
  if (found === undefined) return false
  const rest = bare.slice(found.length).trim()
  if (rest === '' || found.endsWith(':')) return true
  return /^(?:[:：([–—|-]|(?:until|till|bis|jusqu|hasta|fino|tot|até|do)\b)/iu.test(rest) && !rest.endsWith('?')
}
