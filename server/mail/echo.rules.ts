import { isAutomaticSubject, type JudgedMail, type MailKind } from './mail-kind.rules.ts'
import type { Bounce } from './reading/parsed-mail.ts'

/**
 * Whether a mail only says what became of another one, or that somebody is away: nobody is to be woken by that. What a
 * program wrote of its own accord is none, and neither is what a postmaster's program wrote without naming a mail.
 */
export function isEcho(mail: JudgedMail & { readonly bounce: Bounce }, kind: MailKind): boolean {
  if (kind === 'read-receipt' || mail.contentType.startsWith('multipart/report')) return true
  if (kind === 'bounce') return isBounce(mail)
  return kind === 'automatic' && isAutomaticReply(mail)
}

function isBounce({ headers, bounce }: JudgedMail & { readonly bounce: Bounce }): boolean {
  const isOfPostmaster = /(?:^|<)postmaster@/.test(headers.get('from')?.toLowerCase() ?? '')
  return !isOfPostmaster || bounce.tokens.length > 0 || bounce.failed.length > 0 || headers.has('x-failed-recipients')
}

function isAutomaticReply({ headers, subject }: JudgedMail): boolean {
  const submitted = headers.get('auto-submitted')?.trim().toLowerCase() ?? ''
  if (submitted.startsWith('auto-replied')) return true
  // It says itself that nobody asked for it.
  if (submitted.startsWith('auto-generated')) return false
  return isAutomaticSubject(subject) || [...headers].some(([name, value]) => isReplyMarker(name, value.toLowerCase()))
}

function isReplyMarker(name: string, value: string): boolean {
  if (name === 'precedence' || name === 'x-precedence') return value.includes('auto')
  return (
    /^(?:x-)?(?:auto-?(?:reply|respon[ds](?!e-suppress))|vacation|out-?of-?office|oof)/.test(name) &&
    !/^\s*(?:no|false|0)\s*$/.test(value)
  )
}
