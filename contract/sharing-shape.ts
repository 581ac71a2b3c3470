import { z } from 'zod'
import { Id } from './paging.ts'

/** With whom somebody shares what they made: `teamIds` names the teams. */
export const sharing = {
  isForEverybody: z.boolean().default(false),
  teamIds: z.array(Id).max(50).default([]).describe('Teams whose people see it'),
}
