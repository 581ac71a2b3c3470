import { createHash } from 'node:crypto'
import { hideCodes, showCodes } from './message-codes.ts'
import { maskParameters } from './message-masks.ts'
import { lineOfMessage } from './message-text.ts'

/** A message without its parameters, and the short hash that stands for it. */
export interface MessageClass {
  readonly id: string
  /** What went wrong, in one line, with `<*>` where parameters were. */
  readonly template: string
}

const lengthMax = 2000

/**
 * The template of an error message. A fixed set of masks and nothing learned: the same message has
 * the same template for ever, on every server, whatever came before it. Takes time in proportion to
 * the message, and looks at 2,000 letters of its line.
 */
export function messageTemplate(message: string): string {
  const line = lineOfMessage(message).slice(0, lengthMax).replaceAll(/\s+/g, ' ').trim()
  return showCodes(maskParameters(hideCodes(line)))
}

const remembered = new Map<string, MessageClass>()
const rememberedMax = 20_000
const rememberedLengthMax = 500

/** The class of an error message; independent of the service that wrote it. */
export function messageClass(message: string): MessageClass {
  const known = remembered.get(message)
  if (known !== undefined) return known
  const template = messageTemplate(message)
  const id = createHash('sha256').update(template).digest('hex').slice(0, 16)
  const made = { id, template }
  if (message.length > rememberedLengthMax) return made
  if (remembered.size >= rememberedMax) remembered.clear()
  remembered.set(message, made)
  return made
}
