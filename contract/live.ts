import type { Permission } from './permissions.ts'

/** Path of the server-sent events: frames of what was announced, ids and kinds only; at most one a second. */
export const livePath = '/api/live'

/** Something changed: a screen that shows it asks again. Without ids it stands for many of its topic. */
export interface LiveChange {
  /** The event that was announced, e.g. desk.ticket-handed-off */
  readonly topic: string
  /** What the event carries, e.g. {"ticketId": "..."}; beside ids of what kind a thing is, never its words. */
  readonly ids: Readonly<Record<string, string>>
}

export interface LiveFrame {
  readonly changes: readonly LiveChange[]
}

/** What one must be allowed to read to hear of a change, by the module that announces it; null: nothing. */
const hearing: Readonly<Record<string, Permission | null>> = {
  customers: 'customers.read',
  desk: 'desk.read',
  evidence: 'evidence.read',
  incidents: 'incidents.read',
  installation: null,
  mail: 'mail.read',
  pager: 'pager.read',
  people: 'people.read',
  probes: 'probes.read',
  signals: 'signals.read',
}

/** Whether somebody with these permissions may hear of a change. */
export function mayHear(topic: string, permissions: ReadonlySet<Permission>): boolean {
  if (topic === 'everything') return true
  const needed = hearing[topic.split('.')[0] ?? '']
  return needed === null || (needed !== undefined && permissions.has(needed))
}
