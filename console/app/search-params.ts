/** What an address says after its question mark. A name that comes twice is a list. */
export type SearchParams = Record<string, string | string[] | undefined>

/** Plain `name=value` pairs, so that links from mails and other tools read the same as ours. */
export function parseSearch(text: string): SearchParams {
  const search: SearchParams = {}
  const query = new URLSearchParams(text)
  for (const name of new Set(query.keys())) {
    const values = query.getAll(name)
    search[name] = values.length > 1 ? values : values[0]
  }
  return search
}

export function stringifySearch(search: Record<string, unknown>): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(search)) {
    if (value === undefined || value === null || value === '') continue
    for (const one of Array.isArray(value) ? value : [value]) query.append(name, String(one))
  }
  return query.size === 0 ? '' : `?${query}`
}

export function textIn(search: Record<string, unknown>, name: string): string | undefined {
  const value = search[name]
  if (Array.isArray(value)) return value.length > 0 ? String(value[0]) : undefined
  return value === undefined || value === null || value === '' ? undefined : String(value)
}

export function textsIn(search: Record<string, unknown>, name: string): string[] | undefined {
  const value = search[name]
  if (value === undefined || value === null || value === '') return undefined
  return (Array.isArray(value) ? value : [value]).map(String)
}

export function instantIn(search: Record<string, unknown>, name: string): string | undefined {
  const text = textIn(search, name)
  return text === undefined || Number.isNaN(Date.parse(text)) ? undefined : new Date(text).toISOString()
}

export function oneOf<T extends string>(
  search: Record<string, unknown>,
  name: string,
  allowed: readonly T[],
): T | undefined {
  const text = textIn(search, name)
  return allowed.find((one) => one === text)
}
