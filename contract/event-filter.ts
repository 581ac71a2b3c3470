import { z } from 'zod'
import { conditionText } from './condition.ts'
import { Instant } from './paging.ts'

const repeated = z
  .union([z.string().max(2000), z.array(z.string().max(2000)).max(20)])
  .optional()
  .transform((text) => (text === undefined ? [] : Array.isArray(text) ? text : [text]))

/** Which events to look at. The last hour when no time is given. */
export const eventFilter = {
  from: Instant.optional().describe('Earliest instant; one hour before `to` when missing'),
  to: Instant.optional().describe('Before this instant; now when missing'),
  where: repeated.describe(
    'Repeated: `attribute=value`, `attribute!=value`, `attribute>=number` or `attribute~text` (contains), e.g. ' +
      '`customer.id=acme`, `http.response.status_code>=500`, `class=<id>`. All must hold.',
  ),
  filter: conditionText().optional().describe('A condition as JSON, over any attribute; it must hold as well'),
  kind: z.string().max(50).optional().describe('request, log, build, probe ...'),
  errors: z
    .union([z.boolean(), z.stringbool()])
    .optional()
    .describe(
      'true: only failures, that is an error message that no status below 400 denies, a status of 500 and more, or severity ERROR and worse',
    ),
}
