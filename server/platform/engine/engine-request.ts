import { parameterLiteral } from './parameter-literal.ts'
import { readStatement, replacePlaceholders, type Statement } from './read-statement.ts'

/** What one HTTP request asks of the engine. */
export type EngineRequest =
  | { kind: 'select'; sql: string; format: string }
  | { kind: 'command'; sql: string }
  | { kind: 'insert'; table: string; format: string; settings: Record<string, string | number> }

const ignored = new Set([
  'query',
  'query_id',
  'default_format',
  'user',
  'password',
  'wait_end_of_query',
  'send_progress_in_http_headers',
  'http_headers_progress_interval_ms',
])
const refused = new Set(['session_id', 'session_timeout', 'role', 'compress', 'decompress', 'enable_http_compression'])

const selects = new Set(['select', 'with', 'show', 'describe', 'desc', 'exists', 'explain'])
// A raw SET would stay in one of the sessions and limit whoever gets it next.
const commands = new Set(['create', 'alter', 'drop', 'truncate', 'optimize', 'delete', 'rename', 'insert', 'system'])

/** Bounds of a query that names none of its own: seconds and bytes. */
const fallbackSettings: Record<string, string> = { max_execution_time: '60', max_memory_usage: '4000000000' }

function settingsOf(search: URLSearchParams): Record<string, string> {
  const settings: Record<string, string> = {}
  for (const [name, value] of search) {
    if (ignored.has(name) || name.startsWith('param_')) continue
    if (name === 'database' && value === 'default') continue
    if (name === 'database' || (refused.has(name) && value !== '0')) throw new Error(`"${name}" is not understood here`)
    if (refused.has(name)) continue
    if (!/^\w+$/.test(name)) throw new Error('A setting has a strange name')
    settings[name] = value
  }
  return settings
}

const settingLiteral = (value: string): string =>
  /^-?\d+(?:\.\d+)?$/.test(value) ? value : `'${value.replaceAll(/[\\']/g, String.raw`\$&`)}'`

function selectSql(statement: Statement, text: string, settings: Record<string, string>): string {
  const own = { ...fallbackSettings, ...settings }
  const named = Object.entries(own)
    .filter(([name]) => !new RegExp(String.raw`(?:^|,)\s*${name}\s*=`).test(statement.settings))
    .map(([name, value]) => `${name}=${settingLiteral(value)}`)
  return `${text} SETTINGS ${[statement.settings, ...named].filter((part) => part !== '').join(', ')}`
}

function insertOf(statement: Statement, settings: Record<string, string>): EngineRequest | undefined {
  const table = /^insert\s+into\s+(?:table\s+)?([\w.]+)$/i.exec(statement.text)?.[1]
  if (table === undefined || statement.format === undefined) return undefined
  // A token of digits is still text.
  const typed = (name: string, value: string) =>
    /^\d+$/.test(value) && !name.endsWith('_token') ? Number(value) : value
  return {
    kind: 'insert',
    table,
    format: statement.format,
    settings: Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, typed(name, value)])),
  }
}

/**
 * Turns a request of ClickHouse's HTTP protocol into what the embedded engine runs. Settings always
 * become part of the one statement. Throws with a sentence when something is not understood.
 */
export function readEngineRequest(sql: string, search: URLSearchParams): EngineRequest {
  const statement = readStatement(sql)
  const settings = settingsOf(search)
  if (!selects.has(statement.verb) && !commands.has(statement.verb)) {
    throw new Error(`A statement that begins with "${statement.verb}" is refused`)
  }
  const insert = statement.verb === 'insert' ? insertOf(statement, settings) : undefined
  if (insert !== undefined) return insert

  const text = replacePlaceholders(statement.text, (name, type) => {
    const raw = search.get(`param_${name}`)
    if (raw === null) throw new Error(`The parameter "${name}" has no value`)
    return parameterLiteral(raw, type)
  })
  if (statement.verb === 'select' || statement.verb === 'with') {
    const format = statement.format ?? search.get('default_format') ?? 'TabSeparated'
    return { kind: 'select', sql: selectSql(statement, text, settings), format }
  }
  if (selects.has(statement.verb)) return { kind: 'select', sql: text, format: statement.format ?? 'TabSeparated' }
  return { kind: 'command', sql: statement.settings === '' ? text : `${text} SETTINGS ${statement.settings}` }
}
