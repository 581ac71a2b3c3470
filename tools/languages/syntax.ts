import { keyOf } from '../../contract/said.ts'
import { parseAst } from 'rolldown/parseAst'

/** A node of the syntax, of which only what is asked for is known. */
export interface Node {
  readonly type: string
  readonly start: number
  readonly [part: string]: unknown
}

export const parse = (path: string, text: string): Node =>
  parseAst(text, { lang: path.endsWith('x') ? 'tsx' : 'ts' }, path) as unknown as Node

export const isNode = (value: unknown): value is Node => typeof (value as Node | null)?.type === 'string'
export const childrenOf = (node: Node): Node[] => Object.values(node).flat().filter(isNode)
export const nameOf = (node: unknown): string => (isNode(node) ? String(node['name'] ?? '') : '')
export const lineOf = (text: string, start: number): number => text.slice(0, start).split('\n').length

/** The sentence that one of these tags says, `{0}` where a value goes; undefined for any other node. */
export function sentenceOf({ type, tag, quasi }: Node, tags: readonly string[]): string | undefined {
  if (type !== 'TaggedTemplateExpression' || !tags.includes(nameOf(tag)) || !isNode(quasi)) return undefined
  const words = (quasi['quasis'] as Node[]).map(({ value }) => (value as { cooked: string }).cooked)
  return keyOf(words)
}
