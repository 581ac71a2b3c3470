import { Tokenizer } from 'htmlparser2'

/** An image, or what else shows or plays something, as the HTML names it. */
export interface HtmlImage {
  readonly tag: string
  readonly source: string
  readonly description: string
}

export interface HtmlReading {
  /** Lines as a reader sees them; quoted ones begin with `>`. */
  readonly text: string
  /** How deep its elements lie in each other at most. */
  readonly depth: number
  /** Style sheets and attributes that load something from elsewhere. */
  readonly remoteStyles: readonly string[]
}

const styleSourcesMax = 50

/**
 * Reads HTML as text in one pass over its tokens. `nameOf` gives what stands in place of an image, or
 * nothing for what is only decoration.
 */
export function readHtml(html: string, nameOf: (image: HtmlImage) => string | undefined): HtmlReading {
  const reader = new HtmlReader(nameOf, html)
  const tokenizer = new Tokenizer({ decodeEntities: true }, reader)
  tokenizer.write(html)
  tokenizer.end()
  return reader.finish()
}

const blocks = new Set(
  'address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol optgroup option p pre section summary table tbody tfoot thead title tr ul'.split(
    ' ',
  ),
)
const spaced = new Set(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'table', 'blockquote', 'pre', 'dl'])
const unread = new Set(['style', 'script', 'title', 'xml', 'template'])
/** Elements without an end tag, or whose end tag may be left out. */
const unclosed = new Set(
  'area base br col embed hr img input link meta param source track wbr p li dt dd tr td th tbody thead tfoot option html body head'.split(
    ' ',
  ),
)
const shows = new Set(['img', 'image', 'svg', 'video', 'audio', 'iframe', 'object', 'embed'])

class HtmlReader {
  readonly #nameOf: (image: HtmlImage) => string | undefined
  readonly #html: string
  readonly #out = new TextOut()
  readonly #remoteStyles = new Set<string>()
  readonly #unreadOpen: string[] = []
  #depth = 0
  #deepest = 0
  #tag = ''
  #attribute = ''
  #value: string[] = []
  #attributes = new Map<string, string>()

  constructor(nameOf: (image: HtmlImage) => string | undefined, html: string) {
    this.#nameOf = nameOf
    this.#html = html
  }

  finish(): HtmlReading {
    return { text: this.#out.finish(), depth: this.#deepest, remoteStyles: [...this.#remoteStyles] }
  }

  ontext(start: number, end: number): void {
    const text = this.#html.slice(start, end)
    if (this.#unreadOpen.length === 0) this.#out.add(text)
    else if (this.#unreadOpen.at(-1) === 'style') this.#lookForRemote(text)
  }

  ontextentity(codepoint: number): void {
    if (this.#unreadOpen.length === 0) this.#out.add(String.fromCodePoint(codepoint))
  }

  onopentagname(start: number, end: number): void {
    this.#tag = this.#html.slice(start, end).toLowerCase()
    this.#attributes = new Map()
  }

  onattribname(start: number, end: number): void {
    this.#attribute = this.#html.slice(start, end).toLowerCase()
    this.#value = []
  }

  onattribdata(start: number, end: number): void {
    this.#value.push(this.#html.slice(start, end))
  }

  onattribentity(codepoint: number): void {
    this.#value.push(String.fromCodePoint(codepoint))
  }

  onattribend(): void {
    if (!this.#attributes.has(this.#attribute)) this.#attributes.set(this.#attribute, this.#value.join(''))
  }

  onselfclosingtag(): void {
    this.onopentagend()
    if (!unclosed.has(this.#tag)) this.#close(this.#tag)
  }

  onopentagend(): void {
    const tag = this.#tag
    if (unread.has(tag) && this.#isClosedSomewhere(tag)) this.#unreadOpen.push(tag)
    if (!unclosed.has(tag)) this.#deepest = Math.max(this.#deepest, (this.#depth += 1))
    if (this.#unreadOpen.length > 0) return
    this.#lookForRemote(this.#valueOf('style'))
    this.#lookForRemote(`url(${this.#valueOf('background')})`)
    this.#place(tag)
    if (shows.has(tag)) this.#show(tag)
    if (tag === 'input') this.#out.add(this.#valueOf('value'))
  }

  #valueOf(name: string): string {
    return this.#attributes.get(name) ?? ''
  }

  #place(tag: string): void {
    if (tag === 'br') this.#out.breakLine()
    else if (tag === 'hr') this.#out.line('---')
    else if (tag === 'td' || tag === 'th') this.#out.gap()
    else if (blocks.has(tag)) this.#openBlock(tag)
  }

  /** One that never ends would hide the rest of the mail. */
  #isClosedSomewhere(tag: string): boolean {
    let last = this.#lastEnds.get(tag)
    if (last === undefined) {
      last = this.#html.toLowerCase().lastIndexOf(`</${tag}`)
      this.#lastEnds.set(tag, last)
    }
    return last >= 0
  }

  readonly #lastEnds = new Map<string, number>()

  onclosetag(start: number, end: number): void {
    this.#close(this.#html.slice(start, end).toLowerCase())
  }

  #close(tag: string): void {
    if (this.#unreadOpen.at(-1) === tag) this.#unreadOpen.pop()
    if (!unclosed.has(tag)) this.#depth = Math.max(0, this.#depth - 1)
    if (blocks.has(tag)) this.#out.endLine(spaced.has(tag))
    if (tag === 'blockquote') this.#out.quote(-1)
    if (tag === 'pre') this.#out.keepLines(-1)
  }

  #openBlock(tag: string): void {
    this.#out.endLine(spaced.has(tag))
    if (tag === 'blockquote') this.#out.quote(1)
    if (tag === 'pre') this.#out.keepLines(1)
    if (tag === 'li') this.#out.add('* ')
  }

  #show(tag: string): void {
    const source = this.#attributes.get('src') ?? this.#attributes.get('href') ?? this.#attributes.get('data') ?? ''
    const description = this.#attributes.get('alt') ?? this.#attributes.get('title') ?? ''
    const name = this.#nameOf({ tag, source: source.trim(), description })
    if (name !== undefined) this.#out.add(`[image: ${name}]`)
  }

  #lookForRemote(style: string): void {
    for (const [, source = ''] of style.matchAll(/url\(\s{0,9}["']?([^"')\s]{1,2000})/gi))
      if (this.#remoteStyles.size < styleSourcesMax && /^(?:https?:|\/\/|data:image)/i.test(source))
        this.#remoteStyles.add(source.slice(0, 300))
  }

  oncomment(): void {}
  oncdata(start: number, end: number): void {
    this.ontext(start, end)
  }
  ondeclaration(): void {}
  onprocessinginstruction(): void {}
  onend(): void {}
}

const quoteDepthMax = 20

/** Collects text as lines: white space as HTML means it, quotes by their depth. */
class TextOut {
  readonly #lines: string[] = []
  #line: string[] = []
  #endsBlank = true
  #emptyLines = 1
  #quotes = 0
  #kept = 0

  add(text: string): void {
    if (this.#kept > 0) {
      const [first = '', ...rest] = text.split('\n')
      this.#push(first)
      for (const line of rest) {
        this.breakLine()
        this.#push(line)
      }
      return
    }
    const plain = text.replaceAll(/[ \t\r\n\f]+/g, ' ')
    const shown = this.#endsBlank && plain.startsWith(' ') ? plain.slice(1) : plain
    this.#push(shown)
  }

  #push(text: string): void {
    if (text === '') return
    this.#line.push(text)
    this.#endsBlank = text.endsWith(' ')
  }

  gap(): void {
    if (this.#line.length > 0) this.add(' ')
  }

  line(text: string): void {
    this.endLine(false)
    this.add(text)
    this.endLine(false)
  }

  /** Ends the line, if one has begun; `isWide` leaves an empty line behind it. */
  endLine(isWide: boolean): void {
    const text = this.#line.join('').trimEnd()
    if (text !== '') this.#end(text)
    if (isWide && this.#emptyLines === 0) this.#end('')
    this.#line = []
    this.#endsBlank = true
  }

  /** A line break that somebody made: two of them are an empty line. */
  breakLine(): void {
    this.#end(this.#line.join('').trimEnd())
    this.#line = []
    this.#endsBlank = true
  }

  #end(text: string): void {
    if (text === '' && this.#emptyLines >= 2) return
    this.#lines.push(this.#quotes > 0 ? `${'>'.repeat(this.#quotes)} ${text}` : text)
    this.#emptyLines = text === '' ? this.#emptyLines + 1 : 0
  }

  quote(by: 1 | -1): void {
    this.#quotes = Math.min(quoteDepthMax, Math.max(0, this.#quotes + by))
  }

  keepLines(by: 1 | -1): void {
    this.#kept = Math.max(0, this.#kept + by)
  }

  finish(): string {
    this.endLine(false)
    return this.#lines.join('\n').trim()
  }
}
