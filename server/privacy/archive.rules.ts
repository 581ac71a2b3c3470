const longest = 120

/** A name that a stranger chose, as a file may be called in an archive on any system: no path, no control sign. */
export function entryName(name: string): string {
  const plain = name.normalize('NFC').replaceAll(/[\p{C}<>:"/\\|?*]/gu, '_')
  // Cut before it is trimmed: a long run of dots costs no more than a short one. Its end has the kind of file.
  const short = plain
    .slice(-longest)
    .toWellFormed()
    .replaceAll(/^[.\s]+|[.\s]+$/g, '')
  return short === '' ? 'unnamed' : short
}
