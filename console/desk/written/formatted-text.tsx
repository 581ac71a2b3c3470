import { writtenTokens } from '@bellwether/contract/written-text.ts'
import { createElement, type ReactNode, useContext, useMemo } from 'react'
import { partsOfText } from '../exchanges/read-curl.ts'
import { TextParts } from '../exchanges/text-parts.tsx'
import { AttachedImages } from './attached-images.ts'
import styles from './written.module.css'

type Token = NonNullable<ReturnType<typeof writtenTokens>>[number]

/** Whatever else a text would be made of is its words alone. */
const known = new Set('p strong em s blockquote ul ol li a table thead tbody tr th td'.split(' '))

interface FormattedTextProps {
  text: string
  /** Shown where the text has no format after all. */
  plain: ReactNode
}

/** A text with its format, as elements of ours: nothing that somebody wrote becomes markup. */
export function FormattedText({ text, plain }: FormattedTextProps) {
  const tokens = useMemo(() => writtenTokens(text), [text])
  return tokens === undefined ? plain : <div className={styles.written}>{nodesOf(tokens)}</div>
}

/** The tokens come one after the other; what is opened holds those up to its end. */
function nodesOf(tokens: readonly Token[]): ReactNode[] {
  const nodes: ReactNode[] = []
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at]!
    if (token.nesting !== 1) {
      nodes.push(<Leaf key={at} token={token} />)
      continue
    }
    const end = endOf(tokens, at)
    const inside = nodesOf(tokens.slice(at + 1, end))
    nodes.push(known.has(token.tag) && !token.hidden ? createElement(token.tag, propsOf(token, at), ...inside) : inside)
    at = end
  }
  return nodes
}

function endOf(tokens: readonly Token[], from: number): number {
  let depth = 0
  for (let at = from; at < tokens.length; at += 1) {
    depth += tokens[at]!.nesting
    if (depth === 0) return at
  }
  return tokens.length
}

function propsOf(token: Token, key: number) {
  if (token.tag === 'a')
    return { key, href: String(token.attrGet('href') ?? ''), target: '_blank', rel: 'noopener noreferrer' }
  const value = token.tag === 'li' ? token.attrGet('value') : null
  return value === null ? { key } : { key, value: Number(value) }
}

/** An image that went with the text; its words alone where it did not. */
function AttachedImage({ name, words }: { name: string; words: string }) {
  const path = useContext(AttachedImages).get(name)
  return path === undefined ? `[${words}]` : <img className={styles.image} src={path} alt={words} />
}

function Code({ text }: { text: string }) {
  const exchanges = partsOfText(text).flatMap((part) => ('exchanges' in part ? part.exchanges : []))
  return exchanges.length > 0 ? <TextParts text={text} /> : <pre>{text}</pre>
}

function Leaf({ token }: { token: Token }) {
  const { type, content, children } = token
  if (type === 'inline') return nodesOf(children ?? [])
  if (type === 'fence' || type === 'code_block') return <Code text={content} />
  if (type === 'attached') return <AttachedImage name={String(token.attrGet('name'))} words={content} />
  if (type === 'code_inline') return <code>{content}</code>
  if (type === 'softbreak' || type === 'hardbreak') return <br />
  return type === 'hr' ? <hr /> : content
}
