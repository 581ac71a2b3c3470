import { z } from 'zod'
import type { Permission } from './permissions.ts'

/** Path of the server-sent events: frames of what was announced, ids only; at most one a second. */
export const livePath = '/api/live'

/** Something changed: a screen that shows it asks again. Without ids it stands for many of its topic. */
export const LiveChange = z.object({
  topic: z.string().describe('The event that was announced, e.g. desk.ticket-handed-off'),
  ids: z.record(z.string(), z.string()).describe('e.g. {"ticketId": "..."}'),
})
export type LiveChange = z.infer<typeof LiveChange>

export const LiveFrame = z.object({ changes: z.array(LiveChange) })

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
  signals: 'signals.read',
}

/** Whether somebody with these permissions may hear of a change. */
export function mayHear(topic: string, permissions: ReadonlySet<Permission>): boolean {
  if (topic === 'everything') return true
  const needed = hearing[topic.split('.')[0] ?? '']
  return needed === null || (needed !== undefined && permissions.has(needed))
}
