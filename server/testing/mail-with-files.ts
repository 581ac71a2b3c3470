export interface MailedFile {
  readonly bytes: Uint8Array | string
  readonly contentType: string
  /** As it stands in the header, e.g. `filename="a.pdf"`. */
  readonly parameters?: string
  readonly contentId?: string
}

/** Headers and body of a mail with these files, for `letter`; `html` is shown beside the text. */
export function mailWithFiles(files: readonly MailedFile[], html?: string) {
  const parts = [
    'Content-Type: text/plain\r\n\r\nPlease look.',
    ...(html === undefined ? [] : [`Content-Type: text/html\r\n\r\n${html}`]),
    ...files.map(partOf),
  ]
  return {
    headers: { 'MIME-Version': '1.0', 'Content-Type': 'multipart/mixed; boundary=b' },
    text: [...parts.map((part) => `--b\r\n${part}\r\n`), '--b--'].join(''),
  }
}

const partOf = ({ bytes, contentType, parameters = '', contentId }: MailedFile): string =>
  [
    `Content-Type: ${contentType}`,
    'Content-Transfer-Encoding: base64',
    `Content-Disposition: attachment; ${parameters}`,
    ...(contentId === undefined ? [] : [`Content-ID: <${contentId}>`]),
    '',
    (
      Buffer.from(bytes)
        .toString('base64')
        .match(/.{1,76}/g) ?? []
    ).join('\r\n'),
  ].join('\r\n')

/** An image of one dark pixel. */
export const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)
