import { z } from 'zod'

/** Query of every list: an opaque cursor and how many at most. */
export const pageQuery = {
  cursor: z.string().max(500).optional().describe('`nextCursor` of the page before'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
}

/** Answer of every list. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable().describe('null on the last page') })

/** An instant, ISO 8601 in UTC. */
export const Instant = z.iso.datetime({ offset: true })
export const Id = z.uuid()
