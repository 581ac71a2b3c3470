import { badInput } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import type { Context } from '../../platform/context.ts'
import { isTooLong } from '../../platform/database/one-instant.ts'
import { getTeam, peopleById } from '../../people/people.ts'
import { Problem } from '../../platform/problem.ts'
import { type Period, periodOf } from './paging-report.rules.ts'
import { type Asked, findAsOfNow } from './paging-report.store.ts'

/** A report as it is asked for: days from one to another, of all teams or of one. */
export interface ReportQuery {
  readonly from: string
  readonly to: string
  readonly zone?: string | undefined
  /** Slug */
  readonly team?: string | undefined
}

/** For verbs: the span and the team that a report is about. */
export async function readAsked(ctx: Context, query: ReportQuery): Promise<{ period: Period; asked: Asked }> {
  const period = periodOf(query, query.zone ?? (await ownZone(ctx)))
  if (typeof period === 'string') throw wrongDays(period)
  const teamId = query.team === undefined ? undefined : (await getTeam(ctx, query.team)).id
  return { period, asked: { from: new Date(period.fromAt), until: new Date(period.untilAt), teamId } }
}

async function ownZone(ctx: Context): Promise<string> {
  const [person] = ctx.actor.kind === 'person' ? await peopleById(ctx, [ctx.actor.personId]) : []
  return person?.timeZone ?? 'UTC'
}

/** For verbs: says what is wrong with the days of a report. */
export const wrongDays = (detail: string): Problem =>
  new Problem(badInput, undefined, { errors: [{ pointer: '/query/to', detail }] })

/** For verbs: reads everything of a report as of one instant; whoever asks for more than can be read is told so. */
export async function readPatiently<T>(ctx: Context, read: (ctx: Context) => Promise<T>): Promise<T> {
  try {
    return await findAsOfNow(ctx, read)
  } catch (error) {
    if (isTooLong(error)) throw wrongDays(said`There are too many pages in these days: choose fewer of them.`)
    throw error
  }
}
