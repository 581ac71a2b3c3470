import type { Exchange, Header } from './exchange.ts'

/* What `curl -v` prints: `*` remarks, `>` what was sent, `<` what came, `{` and `}` bytes. */

const exchangesMax = 50
const linesMax = 5000
const requestLine = /^> ([A-Z]{3,10}) (\S{1,2000}) HTTP\/[\d.]+\s*$/
const statusLine = /^< HTTP\/[\d.]+ (\d{3})(?: (.{0,200}))?$/
const headerLine = /^[<>] ([\w-]{1,100}): ?(.*)$/
const remarkLine = /^\* ?(.*)$/
/** A line of a quote begins as what was sent does: of those only what curl writes counts. */
const isOfCurl = (line: string): boolean =>
  /^(?:\* |[{}] \[|[<>]$)/.test(line) || requestLine.test(line) || statusLine.test(line) || headerLine.test(line)

/** A piece of a text: words, or what curl printed. */
export type TextPart = { readonly text: string } | { readonly text: string; readonly exchanges: readonly Exchange[] }

/** Parts a text into its words and the runs of lines that curl printed; time is linear in its lines. */
export function partsOfText(text: string): TextPart[] {
  if (!text.includes('HTTP/')) return [{ text }]
  const parts: { lines: string[]; isCurl: boolean }[] = []
  for (const line of text.split('\n', linesMax)) {
    const isCurl = isOfCurl(line.trimEnd())
    const last = parts.at(-1)
    if (last?.isCurl === isCurl) last.lines.push(line)
    else parts.push({ lines: [line], isCurl })
  }
  const rest = text.split('\n').slice(linesMax)
  return joined([
    ...parts.map(({ lines, isCurl }) => ({ text: lines.join('\n'), exchanges: isCurl ? exchangesIn(lines) : [] })),
    ...(rest.length > 0 ? [{ text: rest.join('\n'), exchanges: [] }] : []),
  ])
}

/** Quoted lines look like what was sent, and are words. */
function joined(parts: readonly { text: string; exchanges: readonly Exchange[] }[]): TextPart[] {
  const found: TextPart[] = []
  for (const { text, exchanges } of parts) {
    const last = found.at(-1)
    if (exchanges.length > 0) found.push({ text, exchanges })
    else if (last !== undefined && !('exchanges' in last)) found[found.length - 1] = { text: `${last.text}\n${text}` }
    else found.push({ text })
  }
  return found.filter((part) => 'exchanges' in part || part.text.trim() !== '' || found.length === 1)
}

interface Begun {
  method: string
  path: string
  requestHeaders: Header[]
  status: number | null
  statusText: string
  responseHeaders: Header[]
  remarks: string[]
}

/** curl prints bodies where they go, among its lines or in a file, and measures nothing. */
const notRecorded = { milliseconds: null, phases: [], sent: null, received: null }

/** None where nothing came back and curl said nothing: that is somebody's quote. */
function exchangesIn(lines: readonly string[]): Exchange[] {
  if (!lines.some((line) => /^[*<] /.test(line))) return []
  const begun: Begun[] = []
  let remarks: string[] = []
  for (const line of lines.map((one) => one.trimEnd())) {
    const [, method, path] = requestLine.exec(line) ?? []
    if (method !== undefined && path !== undefined) {
      begun.push({ method, path, requestHeaders: [], status: null, statusText: '', responseHeaders: [], remarks })
      remarks = []
    } else readInto(begun.at(-1), line, remarks)
  }
  begun.at(-1)?.remarks.push(...remarks)
  // So many are a file, not words: they stay as they were printed.
  if (begun.length > exchangesMax) return []
  return begun.map(({ path, ...one }) => ({ ...one, url: urlOf(path, one.requestHeaders), ...notRecorded }))
}

function readInto(exchange: Begun | undefined, line: string, remarks: string[]): void {
  const remark = remarkLine.exec(line)?.[1]
  if (remark !== undefined) {
    remarks.push(remark)
    return
  }
  if (exchange === undefined) return
  const [, status, statusText = ''] = statusLine.exec(line) ?? []
  if (status !== undefined) {
    Object.assign(exchange, { status: Number(status), statusText, responseHeaders: [] })
    return
  }
  const [, name, value = ''] = headerLine.exec(line) ?? []
  if (name === undefined) return
  exchange[line.startsWith('>') ? 'requestHeaders' : 'responseHeaders'].push({ name, value })
}

const urlOf = (path: string, headers: readonly Header[]): string => {
  const host = headers.find(({ name }) => name.toLowerCase() === 'host')?.value
  return host === undefined || !path.startsWith('/') ? path : `${host}${path}`
}
