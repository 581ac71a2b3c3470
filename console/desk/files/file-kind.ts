import type { Attachment } from '@bellwether/contract/desk.ts'

/** As what a file is shown in place. */
export type FileKind = 'image' | 'video' | 'audio' | 'pdf' | 'requests' | 'mail' | 'text'

/** More letters nobody reads in a window. */
export const shownBytesMax = 10_000_000

/** By what it says that it is, or by its name; the first that fits. What is written as markup is read as its letters. */
const kinds: readonly {
  readonly kind: FileKind
  readonly type: RegExp
  readonly name: RegExp
  readonly isLong?: true
}[] = [
  { kind: 'video', type: /^video\//, name: /\.(?:mp4|webm|mov)$/, isLong: true },
  { kind: 'audio', type: /^audio\//, name: /\.(?:mp3|ogg|wav|m4a)$/, isLong: true },
  { kind: 'pdf', type: /^application\/pdf/, name: /\.pdf$/ },
  { kind: 'requests', type: /^application\/har/, name: /\.har$/ },
  { kind: 'mail', type: /^message\/rfc822/, name: /\.eml$/ },
  {
    kind: 'text',
    type: /^(?:text\/|application\/(?:json|xml|x-ndjson|yaml)(?:;|$))/,
    name: /\.(?:txt|log|md|csv|tsv|json|ndjson|xml|ya?ml|ini|conf|cfg|toml|diff|patch|sql|sh|pem|crt|trace|out|err)$/,
  },
]

/** How a file can be looked at here; null where it can only be saved. Its bytes have the last word. */
export function fileKind({
  fileName,
  contentType,
  sizeBytes,
  thumbnailPath,
}: Pick<Attachment, 'fileName' | 'contentType' | 'sizeBytes' | 'thumbnailPath'>): FileKind | null {
  if (thumbnailPath !== null) return 'image'
  const [fileType, lowerName] = [contentType.toLowerCase(), fileName.toLowerCase()]
  const found = kinds.find(({ type, name }) => type.test(fileType) || name.test(lowerName))
  return found && (found.isLong || sizeBytes <= shownBytesMax) ? found.kind : null
}

/** The letters of a text in whatever encoding it is: UTF-8, UTF-16 with its mark, else Windows’ Western one. */
export function lettersOf(bytes: ArrayBuffer): string {
  const [a, b] = new Uint8Array(bytes, 0, Math.min(2, bytes.byteLength))
  if (a === 0xff && b === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (a === 0xfe && b === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}
