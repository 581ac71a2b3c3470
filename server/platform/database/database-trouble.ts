import { said } from '@bellwether/contract/said.ts'
import { isStalePlan } from './prepared-client.ts'

/** Errors of the way to the database, and of a database that starts, stops or has no room. */
const troubles: Readonly<Record<string, string>> = {
  ENOENT: said`The records are away for a moment.`,
  ECONNREFUSED: said`The records are away for a moment.`,
  ECONNRESET: said`The records are away for a moment.`,
  EPIPE: said`The records are away for a moment.`,
  '57P01': said`The records are away for a moment.`,
  '57P02': said`The records are away for a moment.`,
  '57P03': said`The records are starting.`,
  '53100': said`The disk of the records is full.`,
  '57014': said`The records took too long to answer.`,
  '25P03': said`The records took too long to answer.`,
  '55P03': said`The records took too long to answer.`,
  '40P01': said`Two changes met; one of them can be made now.`,
  '40001': said`Two changes met; one of them can be made now.`,
  '53300': said`The records serve too many at once.`,
}

/** What to say of an error that is no bug: the database is away or full, and trying again helps. */
export function databaseTrouble(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  if (/^Connection terminated|^timeout exceeded when trying to connect|is not queryable$/.test(error.message))
    return troubles['57P01']
  if (isStalePlan(error)) return said`The records have just been migrated.`
  const { code, syscall } = error as { code?: unknown; syscall?: unknown }
  // Only a missing socket is the database's; a missing file is a bug like any other.
  if (code === 'ENOENT' && syscall !== 'connect') return undefined
  return typeof code === 'string' ? troubles[code] : undefined
}
