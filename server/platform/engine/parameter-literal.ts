const escapes: Record<string, string> = { b: '\b', f: '\f', r: '\r', n: '\n', t: '\t', 0: '\0' }

/** Undoes the one level of escaping that ClickHouse's protocol puts on a plain value. */
export function unescapeValue(text: string): string {
  return text.replaceAll(/\\([\s\S])/g, (_, character: string) => escapes[character] ?? character)
}

const quote = (text: string): string => `'${text.replaceAll(/[\\']/g, String.raw`\$&`)}'`

/**
 * A parameter as an SQL literal of its declared type. The engine's own binding runs one query at a
 * time in the whole process, so values become literals here; they pass through `quote` and nowhere else.
 */
export function parameterLiteral(raw: string, type: string): string {
  if (!/^[A-Za-z]\w*(?:\([\w(), ]*\))?$/.test(type)) throw new Error(`The type "${type}" is not understood`)
  if (/^(?:Map|Tuple|Nested|Identifier)\b/.test(type)) throw new Error(`Parameters of type ${type} are not understood`)
  if (raw === String.raw`\N`) {
    if (!type.startsWith('Nullable(')) throw new Error(`NULL was given for a parameter of type ${type}`)
    return `CAST(NULL, '${type}')`
  }
  // Strings inside an array carry their own quotes and escapes, which the cast reads.
  const value = type.startsWith('Array(') ? raw : unescapeValue(raw)
  return `CAST(${quote(value)}, '${type}')`
}
