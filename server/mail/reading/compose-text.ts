import { said } from '@bellwether/contract/said.ts'
import { chooseText, linesOnlyIn, wordsOf } from './choose-text.ts'
import { cleanHtml } from './clean-html.ts'
import { decodeText } from './decode-text.ts'
import { safeFileName } from './file-name.ts'
import { readHtml } from './html-text.ts'
import { clean, type Leaves } from './read-leaves.ts'
import type { Part } from './split-mail.ts'

const htmlCharactersMax = 2_000_000
/** Real mails stay far below; the cleaner's work grows with the depth. */
const htmlDepthMax = 500
const dataImagesMax = 100

export interface Composed {
  /** What is shown. */
  readonly text: string
  /** What else can be read. */
  readonly more: string
  readonly html: string | undefined
}

interface Shown {
  readonly text: string
  readonly more: string
  /** Undefined where there is only text. */
  readonly html: string | undefined
  readonly isLeaf: boolean
}

/** Puts the parts of a mail together as a reader sees them. Adds images inside the HTML to the attachments. */
export function composeText(raw: Buffer, root: Part, leaves: Leaves): Composed {
  const composer = new Composer(raw, leaves)
  const shown = composer.compose(root)
  composer.nameRemote()
  return shown
}

class Composer {
  readonly #raw: Buffer
  readonly #leaves: Leaves
  readonly #remote = new Map<string, number>()
  readonly #byContentId: Map<string, string>
  #dataImages = 0

  constructor(raw: Buffer, leaves: Leaves) {
    this.#raw = raw
    this.#leaves = leaves
    this.#byContentId = new Map(
      leaves.attachments.flatMap((one) => (one.contentId ? [[one.contentId, one.fileName]] : [])),
    )
  }

  compose(part: Part): Shown {
    if (part.children.length === 0) return { ...this.#leaf(part), isLeaf: true }
    const children = part.children.map((child) => this.compose(child))
    const shown = part.type.value === 'multipart/alternative' ? alternatives(children) : joined(children)
    const besides = part.besides.map((piece) => this.#besides(piece)).filter((text) => text !== '')
    return { ...shown, isLeaf: false, more: paragraphs([shown.more, ...besides]) }
  }

  /** Text around the parts; what programs say there to programs is none. */
  #besides({ start, end }: { start: number; end: number }): string {
    const text = clean(decodeText(this.#raw.subarray(start, end)))
      .replaceAll(/\r\n?/g, '\n')
      .trim()
    return text.length < 400 && /\bMIME\b/i.test(text) ? '' : text
  }

  #leaf(part: Part): Composed {
    const leaf = this.#leaves.of.get(part)
    if (leaf?.kind === 'text') return { text: namedImages(leaf.text).trim(), more: '', html: undefined }
    if (leaf?.kind !== 'html') return { text: '', more: '', html: undefined }
    const html = leaf.html.slice(0, htmlCharactersMax)
    if (html.length < leaf.html.length) this.#leaves.leftOut.push(said`the end of a very long formatted text`)
    const places = new Map<string, { contentId: string; name: string }>()
    const { text, depth, remoteStyles } = readHtml(html, ({ tag, source, description }) => {
      const place = this.#placeOf(source)
      if (place) places.set(source, place)
      return place?.name ?? this.#absent(tag, source, description)
    })
    for (const source of remoteStyles) this.#countRemote(source)
    if (depth > htmlDepthMax) {
      this.#leaves.leftOut.push(said`the formatting, which is nested too deeply`)
      return { text, more: '', html: undefined }
    }
    return { text, more: '', html: cleanHtml(html, (source) => places.get(source)) }
  }

  /** An image that the mail brings along: by its content id or as a data address. */
  #placeOf(source: string): { contentId: string; name: string } | undefined {
    if (/^cid:/i.test(source)) {
      const contentId = safeDecode(source.slice(4))
      const name = this.#byContentId.get(contentId)
      return name === undefined ? undefined : { contentId, name }
    }
    return /^data:/i.test(source) ? this.#dataImage(source) : undefined
  }

  #dataImage(source: string): { contentId: string; name: string } | undefined {
    const comma = source.indexOf(',')
    const [type = '', ...options] = source.slice(5, Math.max(5, Math.min(comma, 500))).split(';')
    if (comma < 0 || this.#dataImages >= dataImagesMax) {
      this.#leaves.leftOut.push(said`an image inside the text that cannot be read`)
      return undefined
    }
    this.#dataImages += 1
    const content = source.slice(comma + 1)
    const isBase64 = options.some((one) => /^\s*base64\s*$/i.test(one))
    const bytes = Buffer.from(isBase64 ? safeDecode(content) : safeDecode(content), isBase64 ? 'base64' : 'utf8')
    const contentType = /^[\w.+-]+\/[\w.+-]+$/.test(type) ? type.toLowerCase() : 'application/octet-stream'
    const contentId = `image-in-text-${this.#dataImages}`
    const fileName = safeFileName('', contentType, contentId)
    this.#leaves.attachments.push({ fileName, contentType, bytes: new Uint8Array(bytes), isDamaged: false, contentId })
    return { contentId, name: fileName }
  }

  #absent(tag: string, source: string, description: string): string | undefined {
    if (/^(?:https?:|\/\/)/i.test(source)) this.#countRemote(source)
    else if (tag !== 'img' && tag !== 'image') this.#leaves.leftOut.push(said`something drawn or played by <${tag}>`)
    else if (source !== '' && !/^data:/i.test(source))
      this.#leaves.leftOut.push(said`an image that the mail does not bring along: ${source.slice(0, 100)}`)
    return description.trim() || undefined
  }

  #countRemote(source: string): void {
    const host = /^(?:https?:)?\/\/([^/?#:]{1,100})/i.exec(source)?.[1]?.toLowerCase() ?? said`a style sheet`
    this.#remote.set(host, (this.#remote.get(host) ?? 0) + 1)
  }

  nameRemote(): void {
    const total = [...this.#remote.values()].reduce((sum, count) => sum + count, 0)
    if (total === 0) return
    const hosts = [...this.#remote.keys()]
    const named = `${hosts.slice(0, 5).join(', ')}${hosts.length > 5 ? ', …' : ''}`
    this.#leaves.leftOut.push(
      total === 1
        ? said`an image elsewhere, which was not loaded (${named})`
        : said`${total} images elsewhere, which were not loaded (${named})`,
    )
  }
}

/** Outlook's `[cid:image001.png@01DA...]` is the image's name and a number of its own. */
const namedImages = (text: string): string =>
  text.replaceAll(/\[cid:([^\]@\s]{1,100})@[^\]\s]{1,100}\]/gi, '[image: $1]')

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

const paragraphs = (texts: readonly string[]): string => texts.filter((text) => text !== '').join('\n\n')

function alternatives(children: readonly Shown[]): Shown {
  const plain = children.find((one) => one.html === undefined && one.text !== '')
  const rich =
    children.findLast((one) => one.html !== undefined) ?? children.findLast((one) => one !== plain && one.text !== '')
  if (!plain || !rich) return { ...joined(children) }
  const { shown, more } = chooseText(plain.text, rich.text)
  const best = shown === 'html' ? rich : plain
  const known = new Set(wordsOf(`${best.text}\n${more}`))
  const others = children.filter((one) => one !== plain && one !== rich).map((one) => linesOnlyIn(one.text, known))
  return {
    text: best.text,
    more: paragraphs([more, ...children.map((one) => one.more), ...others]),
    html: rich.html,
    isLeaf: false,
  }
}

/** One after the other. A formatted part that says what the plain one before it says is the same text again. */
function joined(children: readonly Shown[]): Shown {
  const [only] = children
  if (only && children.length === 1) return only
  const texts = children.map((one, at) => (isRepetition(children[at - 1], one) ? '' : one.text))
  const isFormatted = children.some((one) => one.html !== undefined)
  const htmls = children.map((one) => one.html ?? (one.text === '' ? '' : `<pre>${escaped(one.text)}</pre>`))
  return {
    text: paragraphs(texts),
    more: paragraphs(children.map((one) => one.more)),
    html: isFormatted ? htmls.join('') : undefined,
    isLeaf: false,
  }
}

function isRepetition(before: Shown | undefined, one: Shown): boolean {
  if (!before?.isLeaf || !one.isLeaf || before.html !== undefined || one.html === undefined) return false
  return linesOnlyIn(one.text, new Set(wordsOf(before.text))) === ''
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
