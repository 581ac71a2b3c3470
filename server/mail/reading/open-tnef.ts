/** What Outlook packs into `winmail.dat`. */
export interface TnefFile {
  readonly name: string
  readonly contentType: string
  readonly bytes: Buffer
}

export interface TnefContent {
  readonly text: string
  readonly html: string
  readonly files: readonly TnefFile[]
  /** It ends early, or holds what is not opened here. */
  readonly isPartial: boolean
}

const signature = 0x223e9f78
const filesMax = 100
const attributesMax = 10_000

const attribute = { renderData: 0x9002, title: 0x8010, data: 0x800f, attachment: 0x9005, body: 0x800c, message: 0x9003 }
const property = {
  body: 0x1000,
  bodyHtml: 0x1013,
  rtf: 0x1009,
  dataObject: 0x3701,
  shortName: 0x3704,
  longName: 0x3707,
  mime: 0x370e,
}

interface Opening {
  text: string
  html: string
  files: { name: string; contentType: string; bytes: Buffer | undefined }[]
  isPartial: boolean
  hasUnreadText: boolean
}

/** Opens TNEF (MS-OXTNEF) in one pass; undefined where it is not that. */
export function openTnef(bytes: Buffer): TnefContent | undefined {
  if (bytes.length < 6 || bytes.readUInt32LE(0) !== signature) return undefined
  const opening: Opening = { text: '', html: '', files: [], isPartial: false, hasUnreadText: false }
  let at = 6
  for (let count = 0; at < bytes.length && !opening.isPartial; count += 1) {
    const size = at + 9 <= bytes.length ? bytes.readUInt32LE(at + 5) : Infinity
    opening.isPartial = at + 9 + size > bytes.length || count >= attributesMax
    if (opening.isPartial) break
    takeAttribute(opening, bytes.readUInt16LE(at + 1), bytes.subarray(at + 9, at + 9 + size))
    at += size + 11
  }
  const isPartial = opening.isPartial || opening.hasUnreadText
  const { text, html } = opening
  return {
    text,
    html,
    isPartial,
    files: opening.files.flatMap((one) => (one.bytes ? [{ ...one, bytes: one.bytes }] : [])),
  }
}

function takeAttribute(opening: Opening, id: number, value: Buffer): void {
  const { files } = opening
  if (id === attribute.body) opening.text = untilNul(value.toString('latin1'))
  if (id === attribute.message) opening.hasUnreadText = readBodyProperties(value, opening)
  if (id === attribute.renderData && files.length < filesMax)
    files.push({ name: '', contentType: 'application/octet-stream', bytes: undefined })
  const file = files.at(-1)
  if (!file) return
  if (id === attribute.title) file.name ||= untilNul(value.toString('latin1'))
  if (id === attribute.data) file.bytes = value
  if (id === attribute.attachment) readFileProperties(value, file)
}

function readFileProperties(value: Buffer, file: { name: string; contentType: string; bytes: Buffer | undefined }) {
  const found = readProperties(value)
  file.name = textOf(found.get(property.longName)) || file.name || textOf(found.get(property.shortName))
  file.contentType = textOf(found.get(property.mime)) || file.contentType
  file.bytes ??= found.get(property.dataObject)?.value
}

/** True where the formatted text is RTF, which is not opened. */
function readBodyProperties(value: Buffer, body: { text: string; html: string }): boolean {
  const found = readProperties(value)
  body.text = textOf(found.get(property.body)) || body.text
  const html = found.get(property.bodyHtml)?.value
  if (html) body.html = untilNul(html.toString('utf8'))
  return found.has(property.rtf) && body.text === '' && body.html === ''
}

interface Property {
  readonly type: number
  readonly value: Buffer
}

const sizes: Readonly<Record<number, number>> = {
  2: 4,
  3: 4,
  4: 4,
  5: 8,
  6: 8,
  7: 8,
  10: 4,
  11: 4,
  20: 8,
  64: 8,
  72: 16,
}
const propertiesMax = 5_000

/** The MAPI properties that have one value each; it ends at what it does not know. */
function readProperties(bytes: Buffer): Map<number, Property> {
  const found = new Map<number, Property>()
  const cursor = { at: 4 }
  const count = Math.min(bytes.length >= 4 ? bytes.readUInt32LE(0) : 0, propertiesMax)
  for (let index = 0; index < count && cursor.at + 4 <= bytes.length; index += 1) {
    const type = bytes.readUInt16LE(cursor.at)
    const id = bytes.readUInt16LE(cursor.at + 2)
    cursor.at += 4
    if (id >= 0x8000) skipName(bytes, cursor)
    const value = readValue(bytes, cursor, type)
    if (value === undefined) break
    if (!found.has(id)) found.set(id, { type, value })
  }
  return found
}

function skipName(bytes: Buffer, cursor: { at: number }): void {
  const kind = uint32(bytes, cursor.at + 16)
  const length = kind === 0 ? 0 : uint32(bytes, cursor.at + 20)
  cursor.at += kind === 0 ? 24 : 24 + padded(length)
}

/** The first value of a property, which may have many; undefined where it cannot be read. */
function readValue(bytes: Buffer, cursor: { at: number }, type: number): Buffer | undefined {
  const base = type & 0xfff
  const size = variable.has(base) ? takeNumber : () => sizes[base] ?? -1
  const count = variable.has(base) || (type & 0x1000) !== 0 ? takeNumber(bytes, cursor) : 1
  let first: Buffer | undefined
  for (let index = 0; index < count && cursor.at < bytes.length; index += 1) {
    const length = size(bytes, cursor)
    if (length < 0 || cursor.at + length > bytes.length) return undefined
    first ??= bytes.subarray(cursor.at, cursor.at + length)
    cursor.at += variable.has(base) ? padded(length) : length
  }
  // An object begins with the id of its interface.
  return (first ?? Buffer.alloc(0)).subarray(base === 0x0d ? 16 : 0)
}

const variable = new Set([0x1e, 0x1f, 0x102, 0x0d])

function takeNumber(bytes: Buffer, cursor: { at: number }): number {
  cursor.at += 4
  return uint32(bytes, cursor.at - 4)
}

const uint32 = (bytes: Buffer, at: number): number => (at + 4 <= bytes.length ? bytes.readUInt32LE(at) : 0)
const padded = (length: number): number => Math.ceil(length / 4) * 4
const untilNul = (text: string): string => text.split('\0', 1)[0] ?? ''
const textOf = (one: Property | undefined): string =>
  one ? untilNul(one.value.toString((one.type & 0xfff) === 0x1f ? 'utf16le' : 'latin1')) : ''
