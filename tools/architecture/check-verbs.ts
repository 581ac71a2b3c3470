import { dirname, join } from 'node:path'
import type { ReadFile, ReadFunction } from './read-functions.ts'

export interface VerbFinding {
  readonly rule: 'verb-allows-first' | 'verb-audits' | 'sql-in-stores'
  readonly file: string
  readonly detail: string
}

const permissionChecks = new Set(['allow', 'allowJobsOnly', 'actingPersonId', 'actingPerson'])
const storeFile = /\.store\.ts$/

/** A function of a store that reads says so in its name; every other one writes. */
const reads = /^(find|count|list|get)[A-Z]/

/** What verbs are made of: not verbs themselves. */
const machinery = /^server\/(platform\/(permissions\.ts|database\/|audit\/|events\/announce)|people\/directory)/
/** Shapes what a verb has read or done; the verb has asked for the right. */
const presenter = /^present[A-Z]|^pageLink$/

/** Files whose work is the database itself. */
const databaseFiles = /^server\/(platform\/(database|audit|jobs|events|engine)\/|[a-z]+\/engine-tables\.ts$)/
const queryCalls = new Set(['selectFrom', 'insertInto', 'updateTable', 'deleteFrom', 'sql'])

/**
 * Holds the verbs of the server against its three promises: permission before the first wait, an audit
 * entry for what a person changes, SQL in stores alone. A verb is what a route's file names and takes
 * a context, declared as a function or as a constant, imported by name or as a namespace; and what a
 * front door gives on.
 */
export function checkVerbs(files: readonly ReadFile[]): VerbFinding[] {
  const verbs = findVerbs(files)
  const resolve = resolver(files)
  return [
    ...verbs.filter((verb) => !allowsFirst(verb)).map((verb) => finding('verb-allows-first', verb)),
    ...verbs.filter((verb) => writesUnaudited(verb, resolve)).map((verb) => finding('verb-audits', verb)),
    ...files
      .filter(hasStraySql)
      .map(({ file }) => ({ rule: 'sql-in-stores' as const, file, detail: 'queries outside a store' })),
  ]
}

const finding = (rule: VerbFinding['rule'], { file, name }: ReadFunction): VerbFinding => ({ rule, file, detail: name })

const isFrontDoor = (file: string): boolean => /^server\/([a-z]+)\/\1\.ts$/.test(file)
const isRoutes = (file: string): boolean => file.endsWith('.routes.ts')

/** How many verbs there are is part of the answer: a guard that finds none guards nothing. */
export function findVerbs(files: readonly ReadFile[]): ReadFunction[] {
  const resolve = resolver(files)
  const offered = files.flatMap((one) => {
    if (isRoutes(one.file)) return [...one.names].flatMap((name) => resolve(one.file, name) ?? [])
    return isFrontDoor(one.file) ? offeredByDoor(one, resolve) : []
  })
  return [...new Set(offered)].filter(
    ({ file, name, takesContext }) =>
      takesContext && !presenter.test(name) && !storeFile.test(file) && !machinery.test(file) && !isRoutes(file),
  )
}

/** A front door gives functions on, or holds them itself; what is for other verbs is no verb, except for a route. */
const offeredByDoor = (door: ReadFile, resolve: Resolve): ReadFunction[] =>
  [
    ...door.imports.map(({ local }) => local),
    ...door.functions.filter(({ isExported }) => isExported).map(({ name }) => name),
  ]
    .flatMap((name) => resolve(door.file, name) ?? [])
    .filter(({ isForVerbs }) => !isForVerbs)

function allowsFirst({ steps, isOpenToAll }: ReadFunction): boolean {
  if (isOpenToAll) return true
  const checked = steps.findIndex((step) => permissionChecks.has(step))
  const waited = steps.indexOf('await')
  return checked >= 0 && (waited < 0 || checked < waited)
}

type Resolve = (path: string, called: string) => ReadFunction | undefined

/** Follows a name to the function that it stands for, through imports, namespaces and front doors. */
function resolver(files: readonly ReadFile[]): Resolve {
  const byPath = new Map(files.map((one) => [one.file, one]))
  return function resolve(path: string, called: string): ReadFunction | undefined {
    const file = byPath.get(path)
    const own = file?.functions.find(({ name }) => name === called)
    if (own || !file) return own
    const [space, member] = called.includes('.') ? called.split('.') : [undefined, called]
    const found = file.imports.find(({ local, name }) => (space ? local === space && name === '*' : local === called))
    return found && resolve(join(dirname(path), found.from), space ? (member ?? '') : found.name)
  }
}

/** Where a verb leads to what the server alone does: it derives, and changes nothing that anybody said or decided. */
const serversOwn = new Set(['server/desk/figures/refresh-facts.ts', 'server/probes/take-looks.ts'])

/** Everything that a verb calls, and what that calls; what the server alone does is nobody's deed. */
function reach(verb: ReadFunction, resolve: Resolve): ReadonlySet<ReadFunction> {
  const reached = new Set([verb])
  for (const one of reached) {
    if (serversOwn.has(one.file) && one.steps.includes('allowJobsOnly')) continue
    for (const step of one.steps) {
      const target = resolve(one.file, step)
      if (target) reached.add(target)
    }
  }
  return reached
}

/** What somebody looks at, does or writes before they say it: it changes nothing for anybody else, and the audit keeps none of it. */
const unsaid = new Set([
  'server/desk/presence/presence.store.ts',
  'server/desk/drafts/draft.store.ts',
  'server/desk/mentions/mention-seen.store.ts',
  'server/desk/unread/look.store.ts',
  'server/probes/locations/location.store.ts',
])

const isWrite = ({ file, name, takesContext }: ReadFunction): boolean =>
  storeFile.test(file) && !unsaid.has(file) && takesContext && !reads.test(name)

function writesUnaudited(verb: ReadFunction, resolve: Resolve): boolean {
  if (verb.isOpenToAll || verb.steps.includes('allowJobsOnly')) return false
  const reached = [...reach(verb, resolve)]
  return reached.some(isWrite) && !reached.some(({ name }) => name === 'recordAudit')
}

const hasStraySql = ({ file, calls }: ReadFile): boolean =>
  !storeFile.test(file) &&
  !databaseFiles.test(file) &&
  [...calls].some((called) => queryCalls.has(called.slice(called.lastIndexOf('.') + 1)))
