import { childrenOf, isNode, lineOf, nameOf, type Node, parse, sentenceOf } from './syntax.ts'

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
    if (isWord(words)) found.bare.push({ line: lineOf(text, start), text: words.trim() })
  }
  const visit = (node: Node, isCode: boolean): void => {
    const sentence = sentenceOf(node, ['t', 'tx'])
    if (sentence !== undefined) found.sentences.add(sentence)
    if (node.type === 'CallExpression') noteCount(node, found.plurals)
    if (node.type === 'JSXText' && !isCode) report(node, String(node['value']))
    if (node.type === 'JSXAttribute') noteAttribute(node, report)
    for (const child of childrenOf(node)) visit(child, isCode || codeTags.has(tagOf(node)))
  }
  visit(parse(path, text), false)
  return found
}

const tagOf = (node: Node): string =>
  node.type === 'JSXElement' && isNode(node['openingElement']) ? nameOf(node['openingElement']['name']) : ''

function noteCount({ callee, arguments: given }: Node, plurals: Set<string>): void {
  const one = (given as Node[])[1]
  if (nameOf(callee) === 'plural' && typeof one?.['value'] === 'string') plurals.add(one['value'])
}

function noteAttribute({ name, value }: Node, report: (node: Node, words: string) => void): void {
  if (readAttributes.has(nameOf(name)) && isNode(value) && typeof value['value'] === 'string')
    report(value, value['value'])
}
