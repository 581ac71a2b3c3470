/** Each name is turned once: there are as many as columns. */
function remember(turn: (name: string) => string): (name: string) => string {
  const turned = new Map<string, string>()
  return (name) => {
    const known = turned.get(name) ?? turn(name)
    turned.set(name, known)
    return known
  }
}

/** `rawSha256` as the database says it: `raw_sha256`. */
export const snakeCase = remember((name) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`))

/** `raw_sha256` as we say it: `rawSha256`. */
export const camelCase = remember((name) => name.replaceAll(/_+([^_])/g, (_, letter: string) => letter.toUpperCase()))
