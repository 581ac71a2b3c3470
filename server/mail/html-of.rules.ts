const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => escapes[sign] ?? sign)

const styles = {
  all: 'font:15px/1.5 -apple-system,Segoe UI,Helvetica,Arial,sans-serif;max-width:600px',
  quote: 'margin:0;padding-left:12px;border-left:3px solid #ccc;color:#555',
  button:
    'display:inline-block;margin:0 8px 8px 0;padding:10px 16px;border:1px solid #0b5d66;border-radius:6px;color:#0b5d66;text-decoration:none;font-weight:600',
  first: ';background:#0b5d66;color:#fff',
} as const

/** A line that is a name and the link of the mail, or the link alone. */
const buttonLine = /^(?:(?<name>[^:{}\n]{1,60}):)?\s*\{link\}(?<rest>\S{0,200})$/

/**
 * The words of a mail as HTML: whoever reads it there has a button for each line that is but a name and the link of the
 * mail. `text` has `{link}` in it as it was written; nothing is loaded from anywhere.
 */
export function htmlOf(text: string, link: string): string {
  const blocks = text
    .trim()
    .split(/\n{2,}/)
    .map((block) => htmlOfBlock(block, link))
  return `<div style="${styles.all}">\n${blocks.join('\n')}\n</div>\n`
}

function htmlOfBlock(block: string, link: string): string {
  let html = ''
  let isFirst = true
  for (const [kind, lines] of runsOf(block.split('\n'))) {
    if (kind === 'buttons') {
      html += lines.map((line, at) => button(line, link, isFirst && at === 0)).join(' ')
      isFirst = false
    } else {
      html +=
        kind === 'quote'
          ? `<blockquote style="${styles.quote}">${joined(lines.map((line) => line.slice(1).trimStart()))}</blockquote>`
          : `<p>${linked(joined(lines), link)}</p>`
    }
  }
  return html
}

const joined = (lines: readonly string[]): string => lines.map(escaped).join('<br>')

/** Addresses of ours can be followed; those in words of others stay words. */
function linked(html: string, link: string): string {
  const ours = escaped(new URL(link).origin)
  return html
    .replaceAll('{link}', () => escaped(link))
    .split(/(?<=[\s<>])|(?=[\s<>])/)
    .map((word) => (word.startsWith(`${ours}/`) ? `<a href="${word}">${word}</a>` : word))
    .join('')
}

type Kind = 'buttons' | 'quote' | 'words'

/** Lines of one kind that follow each other. */
function runsOf(lines: readonly string[]): [Kind, string[]][] {
  const runs: [Kind, string[]][] = []
  for (const line of lines) {
    const kind: Kind = line.startsWith('>') ? 'quote' : buttonLine.test(line) ? 'buttons' : 'words'
    const last = runs.at(-1)
    if (last?.[0] === kind) last[1].push(line)
    else runs.push([kind, [line]])
  }
  return runs
}

function button(line: string, link: string, isFirst: boolean): string {
  const { name = 'Open', rest = '' } = buttonLine.exec(line)?.groups ?? {}
  const style = styles.button + (isFirst ? styles.first : '')
  return `<a href="${escaped(link + rest)}" style="${style}">${escaped(name.trim())}</a>`
}
