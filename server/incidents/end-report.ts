import { conflict, forbidden } from '@bellwether/contract/problem.ts'
import { sendMail } from '../mail/mail.ts'
import { staffById } from '../people/people.ts'
import { recordAudit } from '../platform/audit/record-audit.ts'
import type { Context } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { announce } from '../platform/events/announce.ts'
import { sendJobs } from '../platform/jobs/send-jobs.ts'
import { allow } from '../platform/permissions.ts'
import { Problem } from '../platform/problem.ts'
import { lockReport } from './edit-report.ts'
import { reportChanged, reportRecovered } from './incidents.events.ts'
import { insertEntry, type ReportRow, updateReport } from './report.store.ts'
import { returningQueue } from './return-tickets.ts'
import { isOver } from '@bellwether/contract/told-text.ts'

/** Says that it is over, where no evidence can say so: with who says it, and why they know. */
export async function declareOver(ctx: Context, id: string, { reason }: { reason: string }): Promise<void> {
  allow(ctx, 'incidents.write')
  const { actor } = ctx
  if (actor.kind !== 'person') throw new Problem(forbidden, 'Only a person says that it is over.')
  await inTransaction(ctx, async (ctx) => {
    const report = await lockReport(ctx, id)
    if (isOver(report.state)) throw new Problem(conflict, 'It was said to be over before.')
    await endReport(ctx, report, { who: actor.name, how: `${actor.name} says: ${reason}` })
    const about = { module: 'incidents', id }
    await recordAudit(ctx, { action: 'incidents.declare-over', about, detail: { reason } })
    await announce(ctx, reportChanged, { reportId: id })
  })
}

/**
 * For verbs that hold the report: it is over, once. Whoever was told before is owed the last word: another round
 * begins, their tickets come back one after the other, and whoever wrote the report is told by mail.
 */
export async function endReport(
  ctx: Context,
  report: ReportRow,
  { who, how }: { who: string; how: string },
): Promise<void> {
  if (isOver(report.state)) return
  const sentence = `Trouble report ${report.number} is over: ${how}.`
  await updateReport(ctx, report.id, { state: 'recovered', tellingRound: report.tellingRound + 1 })
  await insertEntry(ctx, report.id, who, `it is over: ${how}`)
  await sendJobs(ctx, [{ queue: returningQueue, data: { reportId: report.id, sentence } }])
  const [author] = await staffById(ctx, report.createdBy === null ? [] : [report.createdBy])
  if (author) {
    const text = `${sentence}\n\nTell everyone who wrote in: ${ctx.baseUrl}/reports/${report.id}\n`
    await sendMail(ctx, { kind: 'notice', to: author.email, subject: `Over: ${report.title}`, text })
  }
  await announce(ctx, reportRecovered, { reportId: report.id })
}
