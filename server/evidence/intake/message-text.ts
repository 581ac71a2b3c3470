import { isObject } from './read-json.ts'

/** The one line of a message that says what went wrong. */

const bytesMax = 16_384
const linesMax = 400

/** Colours and other orders to a terminal, also where a log lost their first letter. */
const terminal = new RegExp(
  String.raw`\x1b\[[0-9;?]{0,20}[ -/]{0,3}[@-~]|\x1b\][^\x07\x1b]{0,200}(?:\x07|\x1b\\)?|\[\d{1,2}(?:;\d{1,3}){0,4}m`,
  'g',
)

const exceptionName =
  /(?:^|[\s(])(?:[a-z_$][\w$]{0,60}[.:\\]{1,2}){0,12}[A-Z_][\w$]{0,80}(?:Error|Exception|Fault|Failure|Panic|Interrupt|Exit)\b/
const frame =
  /^\s*(?:at\s|File "|from\s|#\d+\s|\^|~|\.{3}\s\d+ (?:more|common)|goroutine \d|--- End of|Suppressed:)|^\s+\S|^[\w./-]{1,200}(?:\(\.{0,3}|:\d+$)/
const fatal = /\b(?:panic|fatal error|unhandled \w{1,20}|uncaught \w{1,20}):? /i

/** A line that is no place in the program and not empty. */
const isMeaningful = (line: string): boolean => line.trim() !== '' && !frame.test(line)

/** Python ends with what happened; of a chain of tracebacks the last one is what got out. */
function lastOfTraceback(lines: readonly string[]): string | undefined {
  const start = lines.findLastIndex((line) => /Traceback \(most recent call last\)/.test(line))
  if (start === -1) return undefined
  const after = lines.slice(start + 1)
  const named = after.findIndex((line) => /^[A-Za-z_][\w.]{0,200}(?::|$)/.test(line.trimEnd()) && isMeaningful(line))
  return named === -1 ? after.findLast(isMeaningful) : after[named]
}

/** Rust says where first, and what in the next line. */
function ofPanic(lines: readonly string[]): string | undefined {
  const at = lines.findIndex((line) => /panicked at \S{1,300}:\d+:\d+:$/.test(line.trimEnd()))
  return at === -1 ? undefined : `panicked: ${lines.slice(at + 1).find((line) => line.trim() !== '') ?? ''}`
}

/** What a block of lines is about: the exception that was thrown and, where it is said, its last cause. */
function lineOfBlock(lines: readonly string[]): string {
  const special = lastOfTraceback(lines) ?? ofPanic(lines)
  if (special !== undefined) return special
  const first = lines.find((line) => line.trim() !== '') ?? ''
  if (!lines.some((line, at) => at > 0 && frame.test(line))) return first
  const isThrown = (line: string): boolean => exceptionName.test(line) || fatal.test(line)
  const meaningful = lines.filter((line) => line.trim() !== '' && (!frame.test(line) || line === first))
  const thrown = meaningful.find(isThrown) ?? first
  const cause = lines.findLast((line) => /^\s*(?:Caused by:|-+>|\[cause\]:)/.test(line) && line !== thrown)
  return cause === undefined ? thrown : `${thrown} ${cause.trim()}`
}

const messageNames = [
  'message',
  'msg',
  'error_message',
  'errorMessage',
  'error_description',
  'detail',
  'title',
  'reason',
  'description',
]
const typeNames = ['type', 'name', 'exception', 'kind', 'error']
const codeNames = ['code', 'status', 'statusCode', 'status_code', 'errno', 'error_code', 'errorCode', 'sqlState']

const wordOf = (fields: Record<string, unknown>, names: readonly string[]): string | undefined => {
  const name = names.find((one) => typeof fields[one] === 'string' && fields[one] !== '')
  return name === undefined ? undefined : (fields[name] as string)
}

/** Type, message and codes of an error that was written as JSON. */
function lineOfFields(fields: Record<string, unknown>, deep = 0): string | undefined {
  const list = fields['errors']
  const inner = [fields['error'], fields['err'], fields['exception'], Array.isArray(list) ? list[0] : list].find(
    isObject,
  )
  const message = wordOf(fields, messageNames)
  const ofInner = inner !== undefined && deep < 3 ? lineOfFields(inner, deep + 1) : undefined
  const type = wordOf(fields, typeNames)
  if (message === undefined && ofInner === undefined && type === undefined) return undefined
  const codes = codeNames.flatMap((name) => {
    const value = fields[name]
    return typeof value === 'number' || typeof value === 'string' ? [`${name} ${value}`] : []
  })
  return [type === message ? undefined : type, message, ofInner, ...codes]
    .filter((part) => part !== undefined)
    .join(' ')
}

/** A message may be JSON, or end with it: "upstream said {...}". */
function lineOfJson(text: string): string | undefined {
  const trimmed = text.trim()
  if (!trimmed.endsWith('}') && !trimmed.endsWith(']')) return undefined
  const start = trimmed.search(/[{[]/)
  try {
    const parsed: unknown = JSON.parse(trimmed.slice(start))
    const fields: unknown = Array.isArray(parsed) ? parsed[0] : parsed
    const line = isObject(fields) ? lineOfFields(fields) : undefined
    return line === undefined ? undefined : `${trimmed.slice(0, start)}${firstLine(line)}`
  } catch {
    return undefined
  }
}

function firstLine(text: string): string {
  const lines = text.split(/\r?\n/, linesMax)
  return lines.length === 1 ? (lines[0] ?? '') : lineOfBlock(lines)
}

/** Long messages are read at both ends: the last lines of a long traceback say what happened. */
function cutMiddle(text: string): string {
  if (text.length <= bytesMax) return text
  return `${text.slice(0, bytesMax / 2)}\n${text.slice(-bytesMax / 2)}`
}

/** The line of a message that stands for it, without colours. Looks at 16,000 letters at most. */
export function lineOfMessage(message: string): string {
  const text = cutMiddle(message).replaceAll(terminal, '')
  return lineOfJson(text) ?? firstLine(text.trimStart())
}
