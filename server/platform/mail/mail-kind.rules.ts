import type { ParsedMail } from './parse-mail.ts'

/**
 * What sort of mail this is. Only a person's mail may be answered automatically (RFC 3834); the other
 * sorts still reach the desk, except a read receipt, on which nobody can act.
 */
export type MailKind = 'person' | 'automatic' | 'bounce' | 'read-receipt'

/** Sorts a mail by its headers. `envelopeFrom` is empty for the null sender. */
export function mailKind(
  mail: Pick<ParsedMail, 'headers' | 'contentType' | 'from' | 'attachments'>,
  envelopeFrom: string,
): MailKind {
  if (mail.contentType.startsWith('multipart/report')) return reportKind(mail)
  const from = mail.from?.address ?? ''
  if (from.startsWith('mailer-daemon@')) return 'bounce'
  if (!isAutomatic(mail.headers, envelopeFrom)) return 'person'
  // At a small customer the postmaster is a person with a question.
  return from.startsWith('postmaster@') ? 'bounce' : 'automatic'
}

/** By `report-type`, or by the parts of a report that does not give its type. */
function reportKind({ contentType, attachments }: Pick<ParsedMail, 'contentType' | 'attachments'>): MailKind {
  const types = [contentType, ...attachments.map((one) => one.contentType.toLowerCase())].join(' ')
  if (types.includes('delivery-status')) return 'bounce'
  if (types.includes('disposition-notification')) return 'read-receipt'
  return 'automatic'
}

const markers = [
  'list-id',
  'list-unsubscribe',
  'x-autoreply',
  'x-autorespond',
  'x-failed-recipients',
  'x-amazon-mail-relay-type',
  'x-loop',
]

function isAutomatic(headers: ReadonlyMap<string, string>, envelopeFrom: string): boolean {
  const autoSubmitted = (headers.get('auto-submitted') ?? 'no').trim().toLowerCase()
  if (!autoSubmitted.startsWith('no')) return true
  if (/bulk|junk|list|auto_reply/i.test(headers.get('precedence') ?? '')) return true
  if (/oof|autoreply|all/i.test(headers.get('x-auto-response-suppress') ?? '')) return true
  if (markers.some((name) => headers.has(name))) return true
  return envelopeFrom === '' || headers.get('return-path')?.trim() === '<>'
}
