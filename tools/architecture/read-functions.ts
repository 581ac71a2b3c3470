import { parseSync } from '@swc/core'

/** A function of the server, as far as the guards of the verbs need to know it. */
export interface ReadFunction {
  readonly name: string
  readonly file: string
  readonly isExported: boolean
  readonly takesContext: boolean
  /** Its doc comment says `Open to all:` and why. */
  readonly isOpenToAll: boolean
  /** Its doc comment begins with `For verbs:`: part of another module's verb, which asks for the right and audits. */
  readonly isForVerbs: boolean
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
  /** Everything that is named in the file: a function may be handed on without being called here. */
  readonly names: ReadonlySet<string>
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
  return nameOf(node['callee'] as Callee)
}

const nameOf = (callee: Callee): string | undefined =>
  callee.type === 'MemberExpression' ? `${callee.object?.value ?? ''}.${callee.property?.value}` : callee.value

const stepsOf = (body: unknown): string[] =>
  [...nodesBelow(body)].flatMap((node) => {
    if (node.type === 'AwaitExpression') return ['await']
    const name = calledName(node)
    return name === undefined ? [] : [name]
  })

const namesIn = (body: unknown): string[] =>
  [...nodesBelow(body)].flatMap((node) => {
    if (node.type === 'Identifier') return [node['value'] as string]
    return node.type === 'MemberExpression' ? [nameOf(node as unknown as Callee) ?? ''] : []
  })

interface Pattern {
  readonly typeAnnotation?: { readonly typeAnnotation: { readonly typeName?: { readonly value: string } } }
  readonly value?: string
  /** `ctx = x` and `{ db, actor }: Context` carry the type further in. */
  readonly left?: Pattern
}

function takesContext(parameter: unknown): boolean {
  const pattern = (parameter as { pat?: Pattern } | undefined)?.pat ?? (parameter as Pattern | undefined)
  const named = pattern?.typeAnnotation ?? pattern?.left?.typeAnnotation
  return named?.typeAnnotation.typeName?.value === 'Context'
}

interface Declared {
  readonly node: Node
  readonly isExported: boolean
}

/** `function f() {}` and `const f = () => {}` are the same to whoever calls them. */
function readFunction(file: string, source: string, declared: Declared): ReadFunction[] {
  const { node, isExported } = declared
  if (node.type === 'FunctionDeclaration') {
    const name = (node['identifier'] as { value: string }).value
    return [shapeOf(file, source, { name, isExported, params: node['params'] as unknown[], body: node['body'] })]
  }
  if (node.type !== 'VariableDeclaration') return []
  return (node['declarations'] as Node[]).flatMap((declarator) => {
    const init = declarator['init'] as Node | null
    const name = (declarator['id'] as { value?: string }).value
    if (name === undefined || (init?.type !== 'ArrowFunctionExpression' && init?.type !== 'FunctionExpression'))
      return []
    return [shapeOf(file, source, { name, isExported, params: init['params'] as unknown[], body: init['body'] })]
  })
}

function shapeOf(
  file: string,
  source: string,
  { name, isExported, params, body }: { name: string; isExported: boolean; params: readonly unknown[]; body: unknown },
): ReadFunction {
  const documented = (words: string): boolean =>
    new RegExp(String.raw`${words}: [^/]+\*/\s*export (?:async function|function|const) ${name}\b`).test(source)
  return {
    file,
    name,
    isExported,
    isOpenToAll: documented('Open to all'),
    isForVerbs: documented('For verbs'),
    takesContext: takesContext(params[0]),
    steps: stepsOf(body),
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
  const declared = nodes.map((node) =>
    isNode(node['declaration']) ? { node: node['declaration'], isExported: true } : { node, isExported: false },
  )
  return {
    file,
    imports: nodes.flatMap(readImports),
    functions: declared.flatMap((one) => readFunction(file, source, one)),
    calls: new Set(stepsOf(body)),
    names: new Set(namesIn(nodes.filter((node) => node.type !== 'ImportDeclaration'))),
  }
}
