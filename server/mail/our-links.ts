import type { ReadMail } from './reading/parsed-mail.ts'

/**
 * A mail without the secrets of our links that it quotes: whoever may read the ticket need not see them.
 * Links elsewhere look like ours and stay as they are.
 */
export function hideOurLinks(mail: ReadMail, baseUrl: string): ReadMail {
  const ours = new RegExp(`(${RegExp.escape(baseUrl)}/(?:sign-in\\?token=|p/))[\\w-]{40,64}(?![\\w-])`, 'g')
  const hide = (text: string): string => text.replaceAll(ours, '$1hidden')
  const { subject, fullText, text, html } = mail
  return { ...mail, subject: hide(subject), fullText: hide(fullText), text: hide(text), html: html && hide(html) }
}
