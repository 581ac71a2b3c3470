import { reportAlreadyHandedOff, reportIncomplete } from '@bellwether/contract/incidents.ts'
import { countErrors, listAffectedCustomers } from '../evidence/evidence.ts'
import { pageTeam } from '../pager/pager.ts'
import { recordAudit } from '../platform/audit/record-audit.ts'
import { type Context, now } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { announce } from '../platform/events/announce.ts'
import { getTeam } from '../people/people.ts'
import { allow, asPart } from '../platform/permissions.ts'
import { forbidden } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { Problem } from '../platform/problem.ts'
import { lockReport } from './edit-report.ts'
import { insertRollback, insertWatch } from './follow-up.store.ts'
import { reportChanged } from './incidents.events.ts'
import { clockTime, deployName, reportGaps } from './report.rules.ts'
import { findReport, insertEntry, type ReportRow, updateReport } from './report.store.ts'

const zeroMinutes = 15

/**
 * Pages the team's on-call person with the report, asks for the rollback of the suspect deploy, and
 * begins to watch the errors, where it is about any. A report with gaps wakes nobody.
 */
export async function handOffReport(
  ctx: Context,
  id: string,
  input: { team: string; askRollback: boolean },
): Promise<void> {
  allow(ctx, 'incidents.write')
  const { actor } = ctx
  if (actor.kind !== 'person')
    throw new Problem(forbidden, said`Only a person hands a report off: somebody may have to be asked back.`)
  const counted = await countNow(ctx, id)
  await inTransaction(ctx, async (ctx) => {
    const report = await lockReport(ctx, id)
    if (report.state !== 'draft') throw new Problem(reportAlreadyHandedOff)
    const gaps = reportGaps(report)
    if (gaps.length > 0) throw new Problem(reportIncomplete, undefined, { errors: gaps })
    const team = await getTeam(ctx, input.team)
    const asksRollback = input.askRollback && report.deploy !== null
    const pageId = await pageTeam(asPart(ctx), {
      teamId: team.id,
      title: report.title,
      body: pageBody(report, { asksRollback, counted }),
      about: { module: 'incidents', id, path: `/reports/${id}` },
    })
    await updateReport(ctx, id, {
      state: asksRollback || report.classId === null ? 'handed-off' : 'watching',
      teamId: team.id,
      pageId,
      handedOffAt: now(ctx),
    })
    if (asksRollback) await askRollback(ctx, report, actor.personId)
    if (report.classId !== null) await insertWatch(ctx, { reportId: id, startedAt: now(ctx), zeroMinutes })
    await insertEntry(
      ctx,
      id,
      actor.name,
      asksRollback
        ? said`handed the report off to ${team.name} and asked for a rollback`
        : said`handed the report off to ${team.name}`,
    )
    await recordAudit(ctx, {
      action: 'incidents.hand-off-report',
      about: { module: 'incidents', id },
      detail: { team: team.slug },
    })
    await announce(ctx, reportChanged, { reportId: id })
  })
}

async function askRollback(ctx: Context, { id: reportId, deploy }: ReportRow, personId: string): Promise<void> {
  if (!deploy) return
  await insertRollback(ctx, {
    reportId,
    deployId: deploy.id,
    service: deploy.service,
    version: deploy.version,
    askedBy: personId,
    askedAt: now(ctx),
    decidedBy: null,
    decidedAt: null,
    reason: null,
  })
}

/** What the report counts at this moment, in words: its text has the counts of its draft. Empty where nobody can tell. */
async function countNow(ctx: Context, id: string): Promise<string> {
  const { classId, firstSeenAt } = (await findReport(ctx, id)) ?? {}
  if (!classId || !firstSeenAt || ctx.engine.state().state !== 'ready') return ''
  const asked = { classId, from: firstSeenAt, to: now(ctx) }
  const { errors } = await countErrors(asPart(ctx), asked)
  const { length: customers } = await listAffectedCustomers(asPart(ctx), asked)
  const until = clockTime(asked.to.toISOString())
  return said`Counted at ${until}: ${errors} errors of ${customers} customers.`
}

/** What the woken person reads first: the claim, how bad, the suspect, the ask, how to see it. */
function pageBody(report: ReportRow, { asksRollback, counted }: { asksRollback: boolean; counted: string }): string {
  const suspect = report.deploy
    ? said`Suspect: ${deployName(report.deploy)} "${report.deploy.title}" by ${report.deploy.by}`
    : said`Suspect: none found`
  return [
    report.claim,
    ...(counted === '' ? [] : [counted]),
    said`How often: ${report.frequency}`,
    said`Impact: ${report.impact}`,
    suspect,
    said`What is asked: ${report.ask}`,
    ...(asksRollback ? [said`A rollback is requested: accept or decline it behind the link.`] : []),
    `${said`Reproduction:`}\n${report.reproduction}`,
  ].join('\n\n')
}
