const charactersMax = 41

/** The address for a name: `Zürich 2` is zurich-2. Where a name has no Latin letter to begin with, the kind of thing has. */
export function slugOf(name: string, kind: string): string {
  const words = name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, charactersMax)
    .replaceAll(/^-+|-+$/g, '')
  if (/^[a-z]/.test(words)) return words
  const rest = words === '' ? Date.now().toString(36) : words
  return `${kind}-${rest}`.slice(0, charactersMax)
}
