import type { Severity } from '@bellwether/contract/incidents-declared.ts'

/** Who is hit, as far as is known. */
export interface Impact {
  readonly customers: number
  readonly vips: number
}

/** From so many on it is one of the two upper severities: more customers, or more VIPs, than a person writes to one by one in an hour. */
const sev1 = { customers: 100, vips: 3 }
const sev2 = { customers: 10, vips: 1 }

const reaches = (impact: Impact, least: Impact): boolean =>
  impact.customers >= least.customers || impact.vips >= least.vips

/** How severe an incident is by whom it hits. */
export function severityOf(impact: Impact): Severity {
  if (reaches(impact, sev1)) return 'sev1'
  return reaches(impact, sev2) ? 'sev2' : 'sev3'
}

/** The graver of two: counts of who is hit grow, and what is known later does not make it less. */
export const graver = (one: Severity, other: Severity): Severity => (one < other ? one : other)

/** Whom it hits by name, or as many as one of its signals saw: those may be the same, so they are not added up. */
export const impactSeen = ({ customers, vips }: Impact, seenBySignals: readonly number[]): Impact => ({
  customers: Math.max(customers, ...seenBySignals),
  vips,
})
