import type { ParsedAttachment } from './parsed-mail.ts'

/** A secret of a sign-in link: 256 bits in base64url. */
const secretLength = 43
const secretsMax = 1_000
/** Nobody means more of them in one mail. */
const marksMax = 5_000
const attachmentsMax = 20
const attachmentBytes = 1 << 20
/** How much stands between "token" and the end of a secret, with whatever rewrote the link. */
const around = 400
/** What a rewriter made of the "=" may look like a part of the secret, e.g. the 3D of %3D: it may begin a little later. */
const laterMax = 8

/**
 * What may be secrets of our own sign-in links that somebody shows us: quoted, forwarded, rewritten by a
 * filter of links, broken into lines. Only the records know whether one is; looks at each letter a few times.
 */
export function quotedSecrets(texts: readonly string[], attachments: readonly ParsedAttachment[]): string[] {
  const found = new Set<string>()
  const files = attachments
    .slice(0, attachmentsMax)
    .map(({ bytes }) => Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, attachmentBytes)))
  let marks = 0
  for (const text of [...texts, ...files.map((bytes) => bytes.toString('latin1'))]) {
    for (const { index } of text.matchAll(/token/gi)) {
      marks += 1
      const after = text.slice(index + 'token'.length, index + around).replaceAll(/<[^<>]{0,200}>|=\r?\n|[\s>]/g, '')
      const run = /[\w-]{43,90}/.exec(after)?.[0] ?? ''
      for (let at = 0; at <= Math.min(run.length - secretLength, laterMax); at += 1)
        found.add(run.slice(at, at + secretLength))
      if (found.size >= secretsMax || marks === marksMax) return [...found]
    }
  }
  return [...found]
}
