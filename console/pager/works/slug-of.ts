/** The name of a kind of work in addresses: small letters and digits, joined by hyphens; empty where it has none. */
export const slugOf = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((part) => part !== '')
    .join('-')
    .slice(0, 100)
    .replace(/-$/, '')
