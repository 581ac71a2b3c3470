import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { AnyRoute } from '@bellwether/contract/route.ts'
import type { Plugin } from 'vite'

const contract = join(import.meta.dirname, '../../contract/')

/**
 * The console calls a route by its address; its shapes are for types and for the server. So of a file of the contract
 * that declares routes, the built console gets their addresses and the words and limits beside them. A shape that a form
 * checks against has a file without routes: it is loaded with the form, and the library of shapes with it.
 */
export const addressesOnly: Plugin = {
  name: 'addresses-only',
  apply: 'build',
  enforce: 'pre',
  async load(id) {
    if (!id.startsWith(contract) || !id.endsWith('.ts')) return null
    const exported = Object.entries((await import(id)) as Record<string, unknown>)
    if (!exported.some(([, value]) => isRoute(value))) return null
    const data = exported.flatMap(([name, value]) => {
      const text = isRoute(value) ? JSON.stringify(addressOf(value)) : textOfData(value)
      return text === null ? [] : [`export const ${name} = ${text}`]
    })
    return { code: data.join('\n'), moduleType: 'js', moduleSideEffects: false }
  },
}

const isRoute = (value: unknown): value is AnyRoute =>
  typeof value === 'object' && value !== null && 'method' in value && 'path' in value && 'answer' in value

/** What `call` reads of a route. */
const addressOf = ({ method, path, body }: AnyRoute): object => ({ method, path, body: body && {} })

/** Null for shapes and functions. */
function textOfData(value: unknown): string | null {
  if (typeof value === 'function') return null
  const text = JSON.stringify(value)
  return isDeepStrictEqual(JSON.parse(text), value) ? text : null
}
