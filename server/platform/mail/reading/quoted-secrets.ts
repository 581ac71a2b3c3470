import type { ParsedAttachment } from './parsed-mail.ts'

/** A secret of a sign-in link: 256 bits in base64url. */
const secretLength = 43
const secretsMax = 200
const attachmentsMax = 20
const attachmentBytes = 1 << 20
/** How much stands between "token" and the end of a secret, with whatever rewrote the link. */
const around = 400

/** What a program that rewrites links makes of the "=": once or twice percent-encoded, quoted-printable, an entity. */
const equals = /^(?:["']|=3D|[=-]|%(?:25)*3D|3D|&(?:#61|#x3d|equals);)*/i

/**
 * What may be secrets of our own sign-in links that somebody shows us: quoted, forwarded, rewritten by a
 * filter of links, broken into lines. Only the records know whether one is; looks at each letter a few times.
 */
export function quotedSecrets(texts: readonly string[], attachments: readonly ParsedAttachment[]): string[] {
  const found = new Set<string>()
  const files = attachments
    .slice(0, attachmentsMax)
    .map(({ bytes }) => Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, attachmentBytes)))
  for (const text of [...texts, ...files.map((bytes) => bytes.toString('latin1'))]) {
    for (const { index } of text.matchAll(/token/gi)) {
      const after = text.slice(index + 'token'.length, index + around)
      const plain = after.replaceAll(/<[^<>]{0,200}>|=\r?\n|[\s>]/g, '').replace(equals, '')
      const run = /^[\w-]{43,80}/.exec(plain)?.[0]
      if (run !== undefined) found.add(run.slice(0, secretLength))
      if (found.size === secretsMax) return [...found]
    }
  }
  return [...found]
}
