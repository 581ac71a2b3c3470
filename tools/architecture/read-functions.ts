import { parseSync } from '@swc/core'

/** A function of the server, as far as the guards of the verbs need to know it. */
export interface ReadFunction {
  readonly name: string
  readonly file: string
  readonly takesContext: boolean
  /** Its doc comment says `Open to all:` and why. */
  readonly isOpenToAll: boolean
  /** What it calls, `f` or `x.f`, in the order of the text; `await` stands for each wait. */
  readonly steps: readonly string[]
}

interface ReadImport {
  /** Its name in this file, and in the file where it comes from. */
  readonly local: string
  readonly name: string
  readonly from: string
}

export interface ReadFile {
  readonly file: string
  /** What it imports or gives on; `* as x` has the name `*`. */
  readonly imports: readonly ReadImport[]
  readonly functions: readonly ReadFunction[]
  /** Everything called in the file, wherever. */
  readonly calls: ReadonlySet<string>
}

interface Node {
  readonly type: string
  readonly [key: string]: unknown
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string'

/** Visits every node below this one, in the order of the text. */
function* nodesBelow(value: unknown): Iterable<Node> {
  if (Array.isArray(value)) for (const one of value) yield* nodesBelow(one)
  else if (typeof value === 'object' && value !== null) {
    if (isNode(value)) yield value
    for (const [key, child] of Object.entries(value)) if (key !== 'span') yield* nodesBelow(child)
  }
}

interface Callee {
  readonly type: string
  readonly value?: string
  readonly object?: Callee
  readonly property?: Callee
}

/** `f(...)`, `x.f(...)` and sql`...`; of a longer chain the last two names. */
function calledName(node: Node): string | undefined {
  if (node.type === 'TaggedTemplateExpression') return (node['tag'] as Callee).value
  if (node.type !== 'CallExpression') return undefined
  const callee = node['callee'] as Callee
  return callee.type === 'MemberExpression' ? `${callee.object?.value ?? ''}.${callee.property?.value}` : callee.value
}

const stepsOf = (body: unknown): string[] =>
  [...nodesBelow(body)].flatMap((node) => {
    if (node.type === 'AwaitExpression') return ['await']
    const name = calledName(node)
    return name === undefined ? [] : [name]
  })

function readFunction(file: string, source: string, node: Node): ReadFunction {
  const [first] = node['params'] as { pat: { typeAnnotation?: { typeAnnotation: { typeName?: { value: string } } } } }[]
  const name = (node['identifier'] as { value: string }).value
  return {
    file,
    name,
    isOpenToAll: new RegExp(String.raw`Open to all: [^/]+\*/\s*export async function ${name}\(`).test(source),
    takesContext: first?.pat.typeAnnotation?.typeAnnotation.typeName?.value === 'Context',
    steps: stepsOf(node['body']),
  }
}

function readImports(node: Node): ReadImport[] {
  const source = (node['source'] as { value: string } | null)?.value
  if (source === undefined || !Array.isArray(node['specifiers'])) return []
  type Name = { value: string }
  const specifiers = node['specifiers'] as { type: string; orig?: Name; imported?: Name | null; local?: Name }[]
  return specifiers.flatMap(({ type, orig, imported, local }) => {
    const name = type === 'ImportNamespaceSpecifier' ? '*' : (orig ?? imported ?? local)?.value
    return name === undefined ? [] : [{ local: (local ?? orig)?.value ?? name, name, from: source }]
  })
}

/** Reads the top-level functions of a file and what they call. */
export function readFunctions(file: string, source: string): ReadFile {
  const { body } = parseSync(source, { syntax: 'typescript', tsx: file.endsWith('.tsx'), target: 'esnext' })
  const nodes = body as unknown as Node[]
  const declared = nodes.flatMap((node) => (isNode(node['declaration']) ? [node['declaration']] : [node]))
  return {
    file,
    imports: nodes.flatMap(readImports),
    functions: declared
      .filter((node) => node.type === 'FunctionDeclaration')
      .map((node) => readFunction(file, source, node)),
    calls: new Set(stepsOf(body)),
  }
}
