import { childrenOf, isNode, lineOf, nameOf, type Node, parse, sentenceOf } from './syntax.ts'

export interface Said {
  /** Sentences that are said by `said` or `say`, `{0}` where a value goes. */
  readonly sentences: ReadonlySet<string>
  /** Those said by `said`, which are kept or sent in English and looked up where they are read. */
  readonly kept: ReadonlySet<string>
  /** What a reader is told and nothing says; with their lines. */
  readonly bare: readonly { readonly line: number; readonly text: string }[]
}

/** What somebody reads: what happened on a ticket, and why something is refused. */
const readNames = new Set(['what', 'detail'])
/** The same where it is more than a word, which may be a kind. */
const wordyNames = new Set(['reason', 'flag', 'why', 'trouble'])

/** The sentences of a module of the server. */
export function readSaid(path: string, text: string): Said {
  const found = { sentences: new Set<string>(), kept: new Set<string>(), bare: [] as { line: number; text: string }[] }
  const visit = (node: Node): void => {
    const sentence = sentenceOf(node, ['said', 'say'])
    const kept = sentenceOf(node, ['said'])
    if (sentence !== undefined) found.sentences.add(sentence)
    if (kept !== undefined) found.kept.add(kept)
    for (const { start, words } of bareIn(node)) found.bare.push({ line: lineOf(text, start), text: words })
    for (const child of childrenOf(node)) visit(child)
  }
  visit(parse(path, text))
  return found
}

interface Bare {
  readonly start: number
  readonly words: string
}

const isWordy = ({ words }: Bare): boolean => words.includes(' ')
const isSentence = ({ words }: Bare): boolean => /^[\p{Lu}"“#…].* .*\.$/u.test(words)

/** What of a node is read by somebody and said by nobody. */
function bareIn(node: Node): Bare[] {
  const named = valueOf(node)
  if (named && readNames.has(named.name)) return bareWords(named.value)
  if (named && wordyNames.has(named.name)) return bareWords(named.value).filter(isWordy)
  if (node.type === 'NewExpression' && nameOf(node['callee']) === 'Problem')
    return bareWords((node['arguments'] as Node[])[1])
  return spokenParts(node).flatMap(bareWords).filter(isSentence)
}

function valueOf(node: Node): { name: string; value: unknown } | undefined {
  if (node.type === 'Property') return { name: nameOf(node['key']), value: node['value'] }
  if (node.type === 'VariableDeclarator') return { name: nameOf(node['id']), value: node['init'] }
  return undefined
}

/** Where a whole sentence stands for a reader, whatever becomes of it: an error of our own is none. */
function spokenParts(node: Node): unknown[] {
  if (node.type === 'CallExpression') return node['arguments'] as Node[]
  if (node.type === 'ReturnStatement') return [node['argument']]
  return node.type === 'ArrowFunctionExpression' ? [node['body']] : []
}

/** Text that stands there itself, or in either case of a choice. */
function bareWords(part: unknown): Bare[] {
  if (!isNode(part)) return []
  if (part.type === 'ConditionalExpression') return [part['consequent'], part['alternate']].flatMap(bareWords)
  if (part.type === 'LogicalExpression') return bareWords(part['right'])
  if (part.type === 'Literal' && typeof part['value'] === 'string' && part['value'] !== '')
    return [{ start: part.start, words: part['value'] }]
  if (part.type !== 'TemplateLiteral') return []
  const words = (part['quasis'] as Node[]).map(({ value }) => (value as { cooked: string }).cooked).join('…')
  return /\p{L}{3}/u.test(words) ? [{ start: part.start, words }] : []
}
