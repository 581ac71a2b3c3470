import { z } from 'zod'

/** Path of the server-sent events: one `change` event per committed change, ids only. */
export const livePath = '/api/live'

/** Something changed: a screen that shows it asks again. */
export const LiveChange = z.object({
  topic: z.string().describe('The event that was announced, e.g. desk.ticket-handed-off'),
  ids: z.record(z.string(), z.string()).describe('e.g. {"ticketId": "..."}'),
})
export type LiveChange = z.infer<typeof LiveChange>
