import type { ReadMail } from './reading/parsed-mail.ts'

/** A link of ours with which somebody gets in, up to the secret in it. */
const secretLink = /(\/(?:sign-in\?token=|setup\?token=|p\/))([\w-]{40,64})/g

/**
 * A mail without the secrets of our links that it quotes: whoever may read the ticket must not become
 * whoever wrote it. Answers the secrets too, so that they can be spent.
 */
export function hideOurLinks(mail: ReadMail): { mail: ReadMail; secrets: readonly string[] } {
  const secrets = new Set<string>()
  const hide = (text: string): string =>
    text.replaceAll(secretLink, (_, path: string, secret: string) => {
      secrets.add(secret)
      return `${path}hidden`
    })
  const hidden = { fullText: hide(mail.fullText), text: hide(mail.text), html: mail.html && hide(mail.html) }
  return { mail: secrets.size === 0 ? mail : { ...mail, ...hidden }, secrets: [...secrets] }
}
