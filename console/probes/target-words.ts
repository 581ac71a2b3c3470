import type { Check } from '@bellwether/contract/probes.ts'

/** What is looked at, as somebody would write it. */
export function targetOf(check: Check): string {
  if (check.kind === 'http') return check.url
  return check.kind === 'tcp' ? `${check.host}:${check.port}` : `${check.type} ${check.name}`
}
