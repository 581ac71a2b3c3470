const charactersMax = 150

/** Names of devices on Windows. */
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i

const extensions: Readonly<Record<string, string>> = {
  'image/png': '.png',
  'image/jpeg': '.jpg',
  'image/gif': '.gif',
  'image/webp': '.webp',
  'image/svg+xml': '.svg',
  'application/pdf': '.pdf',
  'text/plain': '.txt',
  'text/html': '.html',
  'text/calendar': '.ics',
  'text/csv': '.csv',
  'text/vcard': '.vcf',
  'message/rfc822': '.eml',
  'message/delivery-status': '.txt',
  'application/zip': '.zip',
}

/** A name that is safe to store and honest to show: no folders, no marks that turn or hide text, no device. */
export function safeFileName(name: string, contentType: string, fallback: string): string {
  const bounded = name.length > 2_000 ? `${name.slice(0, 1_000)}…${name.slice(-900)}` : name
  const last = bounded.normalize('NFC').split(/[/\\]/).at(-1) ?? ''
  const bare = last
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\uFFFD]/gu, '')
    .replaceAll(/[<>:"|?*]/g, '_')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/^[. ]+|[. ]+$/g, '')
  if (bare === '') return `${fallback}${extensions[contentType] ?? ''}`
  return shorten(reserved.test(bare) ? `_${bare}` : bare)
}

/** Cut in the middle: the end says what sort of file it is. */
function shorten(name: string): string {
  const characters = Array.from(name)
  if (characters.length <= charactersMax) return name
  const dot = characters.lastIndexOf('.')
  const ending = dot > 0 && characters.length - dot <= 20 ? characters.slice(dot) : []
  return [...characters.slice(0, charactersMax - ending.length - 1), '…', ...ending].join('').toWellFormed()
}
