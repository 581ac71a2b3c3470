const word = String.raw`=\?([\w.:-]+)(?:\*[\w-]*)?\?([bq])\?([^?\s]*)\?=`
const neighbours = new RegExp(String.raw`${word}(?:[ \t\r\n]+${word})+`, 'gi')

/**
 * Joins encoded words of one charset that stand side by side in the header block. Some programs split
 * a character over two words, which RFC 2047 forbids; decoded one by one both halves are lost.
 */
export function joinEncodedWords(raw: Buffer): Buffer {
  const end = headerEnd(raw)
  const headers = raw.toString('latin1', 0, end)
  const joined = headers.replaceAll(neighbours, (run) => joinRun(run))
  return joined === headers ? raw : Buffer.concat([Buffer.from(joined, 'latin1'), raw.subarray(end)])
}

/** Where the header block ends, whatever the line ends are. */
export function headerEnd(raw: Buffer): number {
  const ends = [raw.indexOf('\n\r\n'), raw.indexOf('\n\n')].filter((at) => at >= 0)
  return ends.length > 0 ? Math.min(...ends) : raw.length
}

function joinRun(run: string): string {
  const words = [...run.matchAll(new RegExp(word, 'gi'))].map(([, charset = '', encoding = '', text = '']) => ({
    charset: charset.toLowerCase(),
    bytes: /b/i.test(encoding) ? Buffer.from(text, 'base64') : quotedBytes(text),
  }))
  const [first] = words
  if (!first || words.some((one) => one.charset !== first.charset)) return run
  return `=?${first.charset}?B?${Buffer.concat(words.map((one) => one.bytes)).toString('base64')}?=`
}

const quotedBytes = (text: string): Buffer =>
  Buffer.from(
    text
      .replaceAll('_', ' ')
      .replaceAll(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  )
