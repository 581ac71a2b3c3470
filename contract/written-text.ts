import MarkdownIt, { type Token } from 'markdown-it'
import { attachedHere, attachedName } from './attached-image.ts'
import { asTyped, unkept } from './literal.rules.ts'
import { mayBeFormatted } from './may-be-formatted.ts'

/** A longer text is sent as it is: somebody's log, of which nobody made headings. */
const formattedLettersMax = 20_000

/** A table of more columns is a log, too. */
const manyColumns = /^[^\n|]*(?:\|[^\n|]*){30}/m
const tokensMax = 5000

/**
 * No HTML of its own, no address that runs something, no image that tells somebody that it was looked at; and nothing that
 * people write without meaning a format: `# a comment`, `-- ` before a name, `[error]: …`, a backslash.
 */
const unmeant = ['image', 'heading', 'lheading', 'reference', 'escape', 'entity']
const reader = new MarkdownIt({ html: false, linkify: true, breaks: true }).disable(unmeant)
reader.linkify.set({ fuzzyLink: false, fuzzyEmail: false })
// An address is shown and followed as it was typed.
reader.normalizeLink = reader.normalizeLinkText = (address) => address
reader.validateLink = (address) => /^(?:https?:\/\/|mailto:|tel:)/i.test(address)

/** An image of the message itself, which tells nobody that it was looked at. */
reader.inline.ruler.before('link', 'attached', (state, silent) => {
  if (state.src[state.pos] !== '!') return false
  attachedHere.lastIndex = state.pos
  const [all = '', words = '', written = ''] = attachedHere.exec(state.src) ?? []
  const name = attachedName(unkept(written))
  if (all === '' || name === undefined || state.pos + all.length > state.posMax) return false
  if (!silent) {
    const token = state.push('attached', 'img', 0)
    token.content = words
    token.info = written
    token.attrSet('name', name)
  }
  state.pos += all.length
  return true
})

const plainKinds = new Set(['paragraph_open', 'paragraph_close', 'inline', 'text', 'softbreak', 'hardbreak'])

const isPlain = ({ type, markup, children }: Token): boolean =>
  (plainKinds.has(type) || markup === 'linkify') && (children ?? []).every(isPlain)

/**
 * A text that somebody of ours wrote, as Markdown: what it is made of, in paragraphs, lists, quotes, code, tables, bold,
 * italic, crossed-out words, links and images that are attached. undefined where it has no format, and where a letter of it would be lost. In time
 * linear in its letters but for rare ones, which its greatest length bounds.
 */
export function writtenTokens(text: string): Token[] | undefined {
  if (text.length > formattedLettersMax || !mayBeFormatted(text) || manyColumns.test(text)) return undefined
  const tokens = reader.parse(asTyped(text), {})
  if (tokens.length > tokensMax || tokens.every(isPlain)) return undefined
  tokens.forEach(finish)
  return lettersOf(text) === lettersOf(saidBy(tokens)) ? tokens : undefined
}

/** Signs are themselves again, and each item of a list has the number that was typed. */
function finish(token: Token): void {
  token.content = unkept(token.content)
  token.info = unkept(token.info)
  for (const attr of token.attrs ?? []) attr[1] = unkept(String(attr[1]))
  if (token.type === 'list_item_open' && token.info !== '') token.attrSet('value', token.info)
  for (const child of token.children ?? []) finish(child)
}

const lettersOf = (text: string): string => text.replaceAll(/[^\p{L}\p{N}]/gu, '')

/** Everything that whoever reads it sees, or may follow. */
function saidBy(tokens: readonly Token[]): string {
  let said = ''
  let address = ''
  for (const token of tokens) {
    const { type, info, content, children, markup } = token
    if (type === 'link_open') address = markup === '' ? String(token.attrGet('href') ?? '') : ''
    else if (type === 'link_close') said += address
    // The language of a block of code may go unsaid, but not the only word that somebody wrote.
    else if (type === 'list_item_open' || (type === 'fence' && content !== '' && /^\w*$/.test(info))) said += info
    said += children === null ? content : saidBy(children)
    if (type === 'attached') said += `attached ${info}`
  }
  return said
}

/** A program that shows mails knows no style sheets. */
const styles: Readonly<Record<string, string>> = {
  code: 'font-family:Consolas,Menlo,monospace;font-size:13px;color:#1b1f23;background:#f3f4f4;padding:1px 3px;border-radius:3px',
  pre: 'font-family:Consolas,Menlo,monospace;font-size:13px;color:#1b1f23;background:#f3f4f4;padding:10px 12px;border-radius:6px;white-space:pre-wrap',
  blockquote: 'margin:0;padding-left:12px;border-left:3px solid #999',
  table: 'border-collapse:collapse',
  th: 'border:1px solid #ccc;padding:4px 8px;text-align:left',
  td: 'border:1px solid #ccc;padding:4px 8px',
}
const whole = 'font:15px/1.5 -apple-system,Segoe UI,Helvetica,Arial,sans-serif;max-width:720px'

function withStyles(tokens: readonly Token[]): void {
  for (const token of tokens) {
    const style = styles[token.type === 'fence' || token.type === 'code_block' ? 'pre' : token.tag]
    if (style !== undefined && token.nesting >= 0) token.attrJoin('style', style)
    withStyles(token.children ?? [])
  }
}

// What `attrSet` gives a fence stands on its `code`; its box is the `pre` around it.
reader.renderer.rules['fence'] = reader.renderer.rules['code_block'] = (tokens, at) =>
  `<pre style="${styles['pre']}">${reader.utils.escapeHtml(tokens[at]?.content ?? '')}</pre>\n`

reader.renderer.rules['attached'] = (tokens, at, _, env) => {
  const { contentIds } = env as unknown as { contentIds: ContentIds }
  const token = tokens[at]
  const words = reader.utils.escapeHtml(token?.content ?? '')
  const contentId = contentIds.get(String(token?.attrGet('name')))
  return contentId === undefined ? `[${words}]` : `<img src="cid:${contentId}" alt="${words}" style="max-width:100%">`
}

/** Of the images that go with a mail, by the names of their files. */
type ContentIds = ReadonlyMap<string, string>

/** The same text as HTML for a mail; undefined where it has no format: then a mail needs none. */
export function mailHtmlOf(text: string, contentIds: ContentIds = new Map()): string | undefined {
  const tokens = writtenTokens(text)
  if (tokens === undefined) return undefined
  withStyles(tokens)
  return `<div style="${whole}">\n${reader.renderer.render(tokens, reader.options, { contentIds })}</div>\n`
}
