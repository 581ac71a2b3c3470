import { z } from 'zod'
import { Id } from './paging.ts'

export const TeamRef = z.object({ id: Id, slug: z.string(), name: z.string() })
export type TeamRef = z.infer<typeof TeamRef>
