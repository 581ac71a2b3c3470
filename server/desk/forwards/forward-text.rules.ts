interface Forwarded {
  readonly authorName: string
  readonly authorEmail: string | null
  readonly at: Date
  readonly fullText: string
}

/** As mail programs write it: what was said first, then whose words follow and when they were written. */
export function forwardedText(
  text: string,
  { authorName, authorEmail, at, fullText }: Forwarded,
  subject: string,
): string {
  const from = authorEmail === null || authorEmail === authorName ? authorName : `${authorName} <${authorEmail}>`
  const head = [
    '---------- Forwarded message ----------',
    `From: ${from}`,
    `Date: ${at.toUTCString()}`,
    `Subject: ${subject}`,
  ]
  return [...(text === '' ? [] : [text, '']), ...head, '', fullText].join('\n')
}

/** What the ticket says of it; whose message it was is seen there, and is not said twice. */
export function forwardedNote(of: { to: string; text: string; files: readonly string[] }): string {
  const files = of.files.length === 0 ? '' : `, with ${of.files.join(', ')}`
  return `Forwarded a message to ${of.to}${files}.${of.text === '' ? '' : `\n\n${of.text}`}`
}
