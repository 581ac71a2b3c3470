import { said } from '@bellwether/contract/said.ts'
import { databaseTrouble } from '../platform/database/database-trouble.ts'
import type { Context } from '../platform/context.ts'
import { Problem } from '../platform/problem.ts'

/**
 * Why something that nobody waits for was not done, in words for whoever asked. Throws where trying again helps; what
 * nobody expected is in the log.
 */
export function refusalOf(ctx: Context, error: unknown): string {
  if (databaseTrouble(error) !== undefined) throw error
  if (error instanceof Problem && error.kind.status < 500)
    return error.errors?.[0]?.detail ?? error.detail ?? error.kind.title
  const { message, stack } = error as Error
  ctx.log.error({ error: message, stack }, 'what was asked for a ticket broke')
  return said`Something broke on our side; the log of the server says what.`
}
