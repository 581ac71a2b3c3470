import { parseAst } from 'rolldown/parseAst'

/** A node of the syntax, of which only what is asked for below is known. */
interface Node {
  readonly type: string
  readonly start: number
  readonly [part: string]: unknown
}

export interface Words {
  /** Sentences that are said by `t` or `tx`, `{0}` where a value goes. */
  readonly sentences: ReadonlySet<string>
  /** Nouns that are counted by `plural`. */
  readonly plurals: ReadonlySet<string>
  /** Text between tags, and attributes that are read, which are said by neither; with their lines. */
  readonly bare: readonly { readonly line: number; readonly text: string }[]
}

const readAttributes = new Set(['label', 'title', 'description', 'placeholder', 'alt', 'aria-label'])
/** What stands in them is nobody's language. */
const codeTags = new Set(['code', 'kbd', 'pre'])
/** Names, addresses and notation. */
const notation = /\b(?:Bellwether|Markdown|OpenTelemetry|UTC|HTTP)\b|\S*(?:@|:\/\/|=)\S*.*/g
const isWord = (text: string): boolean => /\p{L}{3}/u.test(text.replaceAll(notation, ''))

/** The words of a module of the console. */
export function readWords(path: string, text: string): Words {
  const found = {
    sentences: new Set<string>(),
    plurals: new Set<string>(),
    bare: [] as { line: number; text: string }[],
  }
  const report = ({ start }: Node, words: string): void => {
    if (isWord(words)) found.bare.push({ line: text.slice(0, start).split('\n').length, text: words.trim() })
  }
  const visit = (node: Node, isCode: boolean): void => {
    if (node.type === 'TaggedTemplateExpression') noteSentence(node, found.sentences)
    if (node.type === 'CallExpression') noteCount(node, found.plurals)
    if (node.type === 'JSXText' && !isCode) report(node, String(node['value']))
    if (node.type === 'JSXAttribute') noteAttribute(node, report)
    for (const child of childrenOf(node)) visit(child, isCode || codeTags.has(tagOf(node)))
  }
  visit(parseAst(text, { lang: path.endsWith('x') ? 'tsx' : 'ts' }, path) as unknown as Node, false)
  return found
}

const isNode = (value: unknown): value is Node => typeof (value as Node | null)?.type === 'string'
const childrenOf = (node: Node): Node[] => Object.values(node).flat().filter(isNode)
const nameOf = (node: unknown): string => (isNode(node) ? String(node['name'] ?? '') : '')

const tagOf = (node: Node): string =>
  node.type === 'JSXElement' && isNode(node['openingElement']) ? nameOf(node['openingElement']['name']) : ''

function noteSentence({ tag, quasi }: Node, sentences: Set<string>): void {
  if (!['t', 'tx'].includes(nameOf(tag)) || !isNode(quasi)) return
  const words = (quasi['quasis'] as Node[]).map(({ value }) => (value as { cooked: string }).cooked)
  sentences.add(words.reduce((key, part, index) => `${key}{${index - 1}}${part}`))
}

function noteCount({ callee, arguments: given }: Node, plurals: Set<string>): void {
  const one = (given as Node[])[1]
  if (nameOf(callee) === 'plural' && typeof one?.['value'] === 'string') plurals.add(one['value'])
}

function noteAttribute({ name, value }: Node, report: (node: Node, words: string) => void): void {
  if (readAttributes.has(nameOf(name)) && isNode(value) && typeof value['value'] === 'string')
    report(value, value['value'])
}
