import { conflict, forbidden } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { sendMail } from '../mail/mail.ts'
import { sayTo, staffById, translateTo } from '../people/people.ts'
import { recordAudit } from '../platform/audit/record-audit.ts'
import type { Context } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { announce } from '../platform/events/announce.ts'
import { sendJobs } from '../platform/jobs/send-jobs.ts'
import { endPagesAbout } from '../pager/pager.ts'
import { allow, asPart } from '../platform/permissions.ts'
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
  if (actor.kind !== 'person') throw new Problem(forbidden, said`Only a person says that it is over.`)
  await inTransaction(ctx, async (ctx) => {
    const report = await lockReport(ctx, id)
    if (isOver(report.state)) throw new Problem(conflict, said`It was said to be over before.`)
    const { name } = actor
    await endReport(ctx, report, {
      who: name,
      entry: said`it is over: ${name} says: ${reason}`,
      sentence: said`Trouble report ${report.number} is over: ${name} says: ${reason}.`,
    })
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
  { who, entry, sentence }: { who: string; entry: string; sentence: string },
): Promise<void> {
  if (isOver(report.state)) return
  await updateReport(ctx, report.id, { state: 'recovered', tellingRound: report.tellingRound + 1 })
  // Nobody is woken any more about what is over.
  await endPagesAbout(asPart(ctx), { module: 'incidents', id: report.id })
  await insertEntry(ctx, report.id, who, entry)
  await sendJobs(ctx, [{ queue: returningQueue, data: { reportId: report.id, sentence } }])
  const [author] = await staffById(ctx, report.createdBy === null ? [] : [report.createdBy])
  if (author) {
    const [say, translate] = [sayTo(author), translateTo(author)]
    const next = say`Tell everyone who wrote in: ${`${ctx.baseUrl}/reports/${report.id}`}`
    const text = `${translate(sentence)}\n\n${next}\n`
    await sendMail(ctx, { kind: 'notice', to: author.email, subject: say`Over: ${report.title}`, text })
  }
  await announce(ctx, reportRecovered, { reportId: report.id })
}
