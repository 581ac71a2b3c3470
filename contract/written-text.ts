import MarkdownIt, { type Token } from 'markdown-it'
import { mayBeFormatted } from './may-be-formatted.ts'

/** A longer text is sent as it is: somebody's log, of which nobody made headings. */
export const formattedLettersMax = 20_000

/** No HTML of its own, no address that runs something, and no image that tells somebody that it was looked at. */
const reader = new MarkdownIt({ html: false, linkify: true, breaks: true }).disable('image')
reader.linkify.set({ fuzzyLink: false, fuzzyEmail: false })

const plainKinds = new Set(['paragraph_open', 'paragraph_close', 'inline', 'text', 'softbreak', 'hardbreak'])

const isPlain = ({ type, markup, children }: Token): boolean =>
  (plainKinds.has(type) || markup === 'linkify') && (children ?? []).every(isPlain)

/**
 * A text that somebody of ours wrote, as Markdown: what it is made of, in CommonMark with tables and crossed-out words.
 * undefined where it has no format but paragraphs, lines and addresses. In time linear in its letters but for rare ones,
 * which its greatest length bounds.
 */
export function writtenTokens(text: string): Token[] | undefined {
  if (text.length > formattedLettersMax || !mayBeFormatted(text)) return undefined
  const tokens = reader.parse(text, {})
  return tokens.every(isPlain) ? undefined : tokens
}

/** A program that shows mails knows no style sheets. */
const styles: Readonly<Record<string, string>> = {
  code: 'font-family:Consolas,Menlo,monospace;font-size:13px;background:#f3f4f4;padding:1px 3px;border-radius:3px',
  pre: 'font-family:Consolas,Menlo,monospace;font-size:13px;background:#f3f4f4;padding:10px 12px;border-radius:6px;white-space:pre-wrap',
  blockquote: 'margin:0;padding-left:12px;border-left:3px solid #ccc;color:#555',
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

/** The same text as HTML for a mail; undefined where it has no format: then a mail needs none. */
export function mailHtmlOf(text: string): string | undefined {
  const tokens = writtenTokens(text)
  if (tokens === undefined) return undefined
  withStyles(tokens)
  return `<div style="${whole}">\n${reader.renderer.render(tokens, reader.options, {})}</div>\n`
}
