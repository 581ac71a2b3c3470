import { eventKind } from '../platform/events/event.ts'

export const reportChanged = eventKind<{ reportId: string }>('incidents.report-changed')
/** Of many at once, and all of the past: whoever acts on what happens now has nothing to do. */
export const reportsImported = eventKind<Record<string, never>>('incidents.reports-imported')
export const rollbackAccepted = eventKind<{ reportId: string; requestId: string; deployId: string }>(
  'incidents.rollback-accepted',
)
export const reportRecovered = eventKind<{ reportId: string }>('incidents.report-recovered')
/** An incident, one of its parts, or its time line. */
export const incidentChanged = eventKind<{ incidentId: string }>('incidents.incident-changed')
