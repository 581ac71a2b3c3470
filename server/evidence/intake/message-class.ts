import { createHash } from 'node:crypto'

/** A message without its parameters, and the short hash that stands for it. */
export interface MessageClass {
  readonly id: string
  /** The first line with `<*>` where parameters were. */
  readonly template: string
}

const lengthMax = 2000

/**
 * Parameters, in this order: quoted text, e-mail, URL, UUID, IPv4 with port, 0x-hex, absolute path,
 * IPv6, dotted names of hosts. Names whose last label begins with a capital are exception classes.
 */
const masks = new RegExp(
  [
    /(?<![\w])(?:"[^"]*"|'[^']*'|`[^`]*`)(?!\w)/,
    /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/,
    /\b[a-z][a-z0-9+.-]*:\/\/[^\s"'<>)\],]+/,
    /\b[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}\b/,
    /\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b/,
    /\b0x[0-9a-fA-F]+\b/,
    /(?<![\w<>.*])\/(?:[\w.~%@:+=-]+\/?)+/,
    /(?<![\w:])(?:[0-9a-fA-F]{0,4}:){3,7}[0-9a-fA-F]{0,4}(?![\w:])/,
    /\b[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*\.(?:[a-z][a-z0-9-]+|\d[\w-]*)(?::\d+)?(?![\w.]*[A-Z])/,
  ]
    .map((mask) => mask.source)
    .join('|'),
  'g',
)
/** Names of people and customers are made of letters only; what stands before them gives them away. */
const named = /(?<=\b(?:user|customer|tenant|account|site|zone|project|bucket|host)[ =:]\s*)(?!<)[\w.-]*\w/gi
/** A run of letters, digits and joints with a digit in it: numbers, ids, hex, versions, durations. */
const withDigit = /[-+]?[A-Za-z_]*-?\d(?:[\w]|[.,:-](?=\w))*%?|(?<![\w-])[A-Za-z]+(?:[-_][A-Za-z]+)*[-_]\d[\w-]*/g
/** Lists of parameters may be of any length. */
const runs = /<\*>(?:[\s,;|]+<\*>)+/g

/**
 * The template of an error message. A fixed set of masks and nothing learned: the same message has
 * the same template for ever, on every server, whatever came before it.
 */
export function messageTemplate(message: string): string {
  const line = message.slice(0, lengthMax).trimStart().split('\n', 1)[0] ?? ''
  return line
    .replaceAll(masks, '<*>')
    .replaceAll(named, '<*>')
    .replaceAll(withDigit, '<*>')
    .replaceAll(runs, '<*>')
    .replaceAll(/\s+/g, ' ')
    .trim()
}

const remembered = new Map<string, MessageClass>()
const rememberedMax = 20_000

/** The class of an error message; independent of the service that wrote it. */
export function messageClass(message: string): MessageClass {
  const known = remembered.get(message)
  if (known !== undefined) return known
  const template = messageTemplate(message)
  const id = createHash('sha256').update(template).digest('hex').slice(0, 16)
  if (remembered.size >= rememberedMax) remembered.clear()
  const made = { id, template }
  remembered.set(message, made)
  return made
}
