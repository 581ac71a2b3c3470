import { dirname, join } from 'node:path'
import type { ReadFile, ReadFunction } from './read-functions.ts'

export interface VerbFinding {
  readonly rule: 'verb-allows-first' | 'verb-audits' | 'sql-in-stores'
  readonly file: string
  readonly detail: string
}

const permissionChecks = new Set(['allow', 'allowJobsOnly', 'allowLink', 'allowEveryone'])
const storeFile = /\.store\.ts$/
const writes = /^(insert|update|upsert|delete|erase|remove|mark)[A-Z]/

/** What verbs are made of, and what shapes the rows that a verb handed out. */
const machinery = /^server\/platform\/(permissions\.ts|database\/|audit\/)/
const presenter = /^present[A-Z]/

/** Files whose work is the database itself. */
const databaseFiles = /^server\/(platform\/(database|audit|jobs|events|engine)\/|[a-z]+\/engine-tables\.ts$)/
const queryCalls = new Set(['selectFrom', 'insertInto', 'updateTable', 'deleteFrom', 'sql'])

/**
 * Holds the verbs of the server against its three promises: permission before the first wait, an audit
 * entry for what a person changes, SQL in stores alone. A verb is what a front door gives on, or a
 * route calls, and takes a context.
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

/** How many verbs there are is part of the answer: a guard that finds none guards nothing. */
export function findVerbs(files: readonly ReadFile[]): ReadFunction[] {
  const offered = new Set(
    files
      .filter(({ file }) => isFrontDoor(file) || file.endsWith('.routes.ts'))
      .flatMap(({ file, imports }) => imports.map(({ name, from }) => `${join(dirname(file), from)}#${name}`)),
  )
  return files
    .filter(({ file }) => !storeFile.test(file) && !machinery.test(file))
    .flatMap(({ functions }) => functions)
    .filter((one) => one.takesContext && offered.has(`${one.file}#${one.name}`) && !presenter.test(one.name))
}

function allowsFirst({ steps, isOpenToAll }: ReadFunction): boolean {
  if (isOpenToAll) return true
  const checked = steps.findIndex((step) => permissionChecks.has(step))
  const waited = steps.indexOf('await')
  return checked >= 0 && (waited < 0 || checked < waited)
}

/** Follows a call to the function that it names, through imports and front doors. */
function resolver(files: readonly ReadFile[]) {
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

/** Everything that a verb calls, and what that calls. */
function reach(verb: ReadFunction, resolve: ReturnType<typeof resolver>): ReadonlySet<ReadFunction> {
  const reached = new Set([verb])
  for (const one of reached) {
    for (const step of one.steps) {
      const target = resolve(one.file, step)
      if (target) reached.add(target)
    }
  }
  return reached
}

function writesUnaudited(verb: ReadFunction, resolve: ReturnType<typeof resolver>): boolean {
  if (verb.steps.includes('allowJobsOnly')) return false
  const reached = [...reach(verb, resolve)]
  const hasWrite = reached.some(({ file, name }) => storeFile.test(file) && writes.test(name))
  return hasWrite && !reached.some(({ name }) => name === 'recordAudit')
}

const hasStraySql = ({ file, calls }: ReadFile): boolean =>
  !storeFile.test(file) &&
  !databaseFiles.test(file) &&
  [...calls].some((called) => queryCalls.has(called.slice(called.lastIndexOf('.') + 1)))
