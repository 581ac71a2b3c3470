import { type Context, now } from '../../platform/context.ts'
import { actingPerson } from './hold-incident.ts'
import type { insertIncident } from './incident.store.ts'

/** An incident of which nothing is known but its name. */
export const newIncident = (
  ctx: Context,
  { title, namedBy = null }: { title: string; namedBy?: string | null },
): Parameters<typeof insertIncident>[1] => ({
  title,
  namedBy,
  severityByRule: 'sev3',
  severityChosen: null,
  severityChosenBy: null,
  severityReason: null,
  step: 'found',
  beganAt: null,
  declaredAt: now(ctx),
  declaredBy: actingPerson(ctx),
  closedAt: null,
  closedBy: null,
  mergedInto: null,
  decision: null,
  decisionReason: null,
  decidedBy: null,
  decidedAt: null,
  wordDueAt: null,
  remindedOf: null,
})
