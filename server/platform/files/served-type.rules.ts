export interface ServedType {
  readonly contentType: string
  /** A browser may show it in a page: it can only be drawn. */
  readonly isInline: boolean
}

/** As many first bytes as the rules need. */
export const headBytes = 12

const saved = (contentType: string): ServedType => ({ contentType, isInline: false })

/** Each by what every file of its kind begins with, in hexadecimal. */
const kinds: readonly (readonly [RegExp, ServedType])[] = [
  [/^89504e470d0a1a0a/, { contentType: 'image/png', isInline: true }],
  [/^ffd8ff/, { contentType: 'image/jpeg', isInline: true }],
  [/^47494638(?:37|39)61/, { contentType: 'image/gif', isInline: true }],
  [/^52494646.{8}57454250/, { contentType: 'image/webp', isInline: true }],
  [/^255044462d/, saved('application/pdf')],
]

/**
 * What a file is served as: what its first bytes say, never what its sender said. Whatever could run or
 * load something (SVG, HTML, XML ...) is bytes to be saved; its name says what to open it with.
 */
export function servedType(head: Uint8Array): ServedType {
  const hex = Buffer.from(head.subarray(0, headBytes)).toString('hex')
  return kinds.find(([begin]) => begin.test(hex))?.[1] ?? saved('application/octet-stream')
}
