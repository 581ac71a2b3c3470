import type { Check } from '@bellwether/contract/probes.ts'

/** What is looked at: its host, and in a line as somebody would write it. */
export function targetOf(check: Check): { host: string; written: string } {
  if (check.kind === 'http') return { host: new URL(check.url).hostname, written: `${check.method} ${check.url}` }
  if (check.kind === 'tcp') return { host: check.host, written: `TCP ${check.host}:${check.port}` }
  return { host: check.name, written: `DNS ${check.type} ${check.name}` }
}
