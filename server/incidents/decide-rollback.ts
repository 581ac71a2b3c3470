import { badInput, conflict, forbidden, notFound } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { acknowledgePageByLink, acknowledgePagesAbout, pageLinkPerson } from '../pager/pager.ts'
import { recordAudit } from '../platform/audit/record-audit.ts'
import { type Context, now } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { announce } from '../platform/events/announce.ts'
import { personName } from '../people/people.ts'
import { allow, asPart } from '../platform/permissions.ts'
import { Problem } from '../platform/problem.ts'
import { lockReport } from './edit-report.ts'
import { decideRow, findRollback, type RollbackRow } from './follow-up.store.ts'
import { reportChanged, rollbackAccepted } from './incidents.events.ts'
import { deployName } from './report.rules.ts'
import { insertEntry, updateReport } from './report.store.ts'

export interface Decision {
  readonly decision: 'accept' | 'decline'
  readonly reason: string
}

/** Accepts or declines as the person who is signed in. Returns the report's id. */
export async function decideRollback(ctx: Context, requestId: string, input: Decision): Promise<string> {
  allow(ctx, 'incidents.write')
  const { actor } = ctx
  if (actor.kind !== 'person') throw new Problem(forbidden, said`Only a person decides on a rollback.`)
  return inTransaction(ctx, async (ctx) => {
    const request = await findRollback(ctx, { id: requestId })
    if (!request) throw new Problem(notFound, said`There is no such rollback request.`)
    // Whoever decides on it has it: nobody else is woken.
    await acknowledgePagesAbout(asPart(ctx), { module: 'incidents', id: request.reportId })
    return decideAs(ctx, request, input, actor.personId)
  })
}

/** Decides from the link of the page, which acknowledges the page as well. Open to all: whoever holds the link was paged. */
export async function decideRollbackByLink(ctx: Context, token: string, input: Decision): Promise<RollbackRow> {
  return inTransaction(ctx, async (ctx) => {
    const { personId } = await pageLinkPerson(ctx, token)
    const request = await getRollbackByLink(ctx, token)
    if (!request) throw new Problem(notFound, said`This page asks for no rollback.`)
    await decideAs(ctx, request, input, personId)
    await acknowledgePageByLink(ctx, token)
    return (await findRollback(ctx, { id: request.id })) ?? request
  })
}

/** The request behind the link of a page, if it asks for one. Open to all: whoever holds the link was paged. */
export async function getRollbackByLink(ctx: Context, token: string): Promise<RollbackRow | undefined> {
  const { page } = await pageLinkPerson(ctx, token)
  return page.aboutModule === 'incidents' ? findRollback(ctx, { reportId: page.aboutId }) : undefined
}

/** As the time line says it, after their name. */
function decided(state: 'accepted' | 'declined', deploy: string, reason: string | null): string {
  if (reason === null)
    return state === 'accepted' ? said`accepted the rollback of ${deploy}` : said`declined the rollback of ${deploy}`
  return state === 'accepted'
    ? said`accepted the rollback of ${deploy}: ${reason}`
    : said`declined the rollback of ${deploy}: ${reason}`
}

async function decideAs(ctx: Context, request: RollbackRow, input: Decision, personId: string): Promise<string> {
  const { reportId } = request
  if (input.decision === 'decline' && input.reason.trim() === '') {
    throw new Problem(badInput, undefined, {
      errors: [{ pointer: '/reason', detail: said`Say why: support has to answer the customers.` }],
    })
  }
  const report = await lockReport(ctx, reportId)
  const state = input.decision === 'accept' ? ('accepted' as const) : ('declined' as const)
  const reason = input.reason.trim() || null
  if (!(await decideRow(ctx, request.id, { state, decidedBy: personId, decidedAt: now(ctx), reason }))) {
    throw new Problem(conflict, said`This request was decided already.`)
  }
  // Errors that are gone by then stay gone: only a report that waits for the decision moves on.
  if (report.state === 'handed-off')
    await updateReport(ctx, reportId, { state: state === 'accepted' ? 'rolling-back' : 'watching' })
  const { name } = await personName(ctx, personId)
  await insertEntry(ctx, reportId, name, decided(state, deployName(request), reason))
  await recordAudit(ctx, {
    action: 'incidents.decide-rollback',
    about: { module: 'incidents', id: reportId },
    detail: { state, personId },
  })
  if (state === 'accepted')
    await announce(ctx, rollbackAccepted, { reportId, requestId: request.id, deployId: request.deployId })
  await announce(ctx, reportChanged, { reportId })
  return reportId
}
