import { eventKind } from '../platform/events/event.ts'

export const reportChanged = eventKind<{ reportId: string }>('incidents.report-changed')
export const rollbackAccepted = eventKind<{ reportId: string; requestId: string; deployId: string }>(
  'incidents.rollback-accepted',
)
export const reportRecovered = eventKind<{ reportId: string }>('incidents.report-recovered')
