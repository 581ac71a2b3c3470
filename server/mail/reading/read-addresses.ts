import { decodeWords } from './decode-words.ts'

export interface Mailbox {
  /** Empty where there is none. */
  readonly name: string
  /** Lower case. */
  readonly address: string
}

const charactersMax = 500_000

/**
 * Reads a list of addresses as people and programs really write it: a comma in a name without quotes, a
 * name before a comma, brackets or quotes that never close, comments, groups. What has no address is left
 * out, unless it is the name of the address after it. `raw` has one character a byte.
 */
export function readAddresses(raw: string, mostlyMax: number, hint?: string): Mailbox[] {
  const found = readList(raw.slice(0, charactersMax), mostlyMax, hint)
  if (found.length > 0 || !raw.includes('=?')) return found
  // Some programs encode name and address together.
  return readList(decodeWords(raw.slice(0, charactersMax), hint), mostlyMax, hint)
}

interface Entry {
  text: string
  bracketed: string | undefined
}

function readList(raw: string, mostlyMax: number, hint: string | undefined): Mailbox[] {
  const boxes: Mailbox[] = []
  let pending: string[] = []
  for (const { text, bracketed } of splitEntries(raw)) {
    if (boxes.length >= mostlyMax) break
    const address = addressIn(bracketed ?? '') ?? addressIn(text)
    if (address === undefined) {
      pending = text.trim() === '' ? [] : [...pending.slice(-3), text.trim()]
      continue
    }
    const ownName = addressIn(bracketed ?? '') ? text : withoutAddress(text, address)
    // "Miller, Ann <ann@...>" is one person; so is "some name, ann@...".
    const name = [...pending, ownName.trim()].filter((one) => one !== '').join(', ')
    boxes.push({ name: cleanName(decodeWords(name, hint)), address })
    pending = []
  }
  return boxes
}

/** Splits at commas and semicolons outside quotes, brackets and comments. */
function splitEntries(raw: string): Entry[] {
  const splitter = new EntrySplitter(raw)
  for (let at = 0; at < raw.length; at += 1) {
    if (raw[at] === '\\') splitter.add(raw[(at += 1)] ?? '')
    else splitter.take(raw[at] ?? '', at)
  }
  return splitter.finish()
}

class EntrySplitter {
  readonly #entries: Entry[] = []
  readonly #lastQuote: number
  readonly #lastClose: number
  #text: string[] = []
  #hasAddress = false
  #bracket: string[] | undefined
  #bracketed: string | undefined
  #isQuoted = false
  #comments = 0

  constructor(raw: string) {
    // What is never closed is an ordinary character.
    this.#lastQuote = raw.lastIndexOf('"')
    this.#lastClose = raw.lastIndexOf(')')
  }

  take(character: string, at: number): void {
    if (character === '"') this.#isQuoted = !this.#isQuoted && at < this.#lastQuote
    else if (this.#isQuoted) this.add(character)
    else if (character === '(' && at < this.#lastClose) this.#comments += 1
    else if (character === ')' && this.#comments > 0) this.#comments -= 1
    else if (this.#comments > 0) this.add(character)
    else this.#takeBare(character)
  }

  #takeBare(character: string): void {
    if (character === ',' || character === ';') this.#endEntry()
    else if (character === '<') this.#bracket = []
    else if (character === '>') this.#endBracket()
    else if (character === ':' && !this.#bracket && !this.#hasAddress) this.#text = []
    else this.add(character)
  }

  add(character: string): void {
    if (this.#bracket) this.#bracket.push(character)
    else {
      this.#text.push(character)
      this.#hasAddress ||= character === '@'
    }
  }

  #endBracket(): void {
    this.#bracketed ??= this.#bracket?.join('')
    this.#bracket = undefined
  }

  #endEntry(): void {
    this.#endBracket()
    this.#entries.push({ text: this.#text.join(''), bracketed: this.#bracketed })
    this.#text = []
    this.#hasAddress = false
    this.#bracketed = undefined
  }

  finish(): Entry[] {
    this.#endEntry()
    return this.#entries
  }
}

const shape = /^[^\s@<>()[\]",;:\\]{1,128}@[^\s@<>()[\]",;:\\]{1,255}$/

/** The first thing in a text that can be an address. */
function addressIn(text: string): string | undefined {
  if (!text.includes('@')) return undefined
  const joined = text.slice(0, 2_000).replaceAll(/[ \t]{0,5}@[ \t]{0,5}/g, '@')
  for (const word of joined.split(/\s+/)) {
    const bare = word.replace(/^(?:mailto:|['"<([{])+/i, '').replace(/['">)\]}.]+$/, '')
    if (shape.test(bare) && !/\.\.|@[.-]|[.-]$/.test(bare)) return bare.toLowerCase()
  }
  return undefined
}

function withoutAddress(text: string, address: string): string {
  const at = text.toLowerCase().indexOf(address)
  return at < 0 ? '' : `${text.slice(0, at)} ${text.slice(at + address.length)}`.replaceAll(/[<>'"]/g, ' ')
}

const cleanName = (name: string): string =>
  name
    .slice(0, 400)
    .replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .replaceAll(/^["' ]+|["' ]+$/g, '')
    .slice(0, 200)
    .trim()
