const slugMax = 80

/** Whether an address may name a heartbeat so, as Healthchecks has it. */
export const isSlug = (text: string): boolean => /^[a-z0-9_-]{1,100}$/.test(text)

/** What a heartbeat of this name is called within an address; with a number where its team has one that is called so. */
export function slugFor(name: string, taken: ReadonlySet<string>): string {
  const plain = name.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll('ß', 'ss')
  const base = withoutEdges(withoutEdges(plain.replaceAll(/[^a-z0-9_]+/g, '-')).slice(0, slugMax)) || 'heartbeat'
  if (!taken.has(base)) return base
  let number = 2
  while (taken.has(`${base}-${number}`)) number += 1
  return `${base}-${number}`
}

/** Runs of dashes are one by then. */
const withoutEdges = (slug: string): string => slug.replace(/^-/, '').replace(/-$/, '')
