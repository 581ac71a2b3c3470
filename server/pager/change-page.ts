import { badInput, conflict } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { recordAudit } from '../platform/audit/record-audit.ts'
import type { Context } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { type PersonRef, staffById, teamMembers } from '../people/people.ts'
import { allow } from '../platform/permissions.ts'
import { Problem } from '../platform/problem.ts'
import { followPage } from './alerts/follow-page.ts'
import { notifyPeople } from './notify-people.ts'
import { endPage } from './end-page.ts'
import { insertPageEntry, type PageEntryRow } from './page-entry.store.ts'
import { lockPage, type PageRow, updatePlace } from './pager.store.ts'
import { getPageRow, pageLinkPerson } from './present-page.ts'
import { onCallFor } from './on-call.ts'
import { findPolicy } from './policy.store.ts'
import { nextAtOf, takeStep } from './take-step.ts'

/** Takes the next step of a page's policy now: whoever was notified cannot help, or does not answer. */
export async function escalatePage(ctx: Context, pageId: string): Promise<PageRow> {
  allow(ctx, 'pager.acknowledge')
  return change(ctx, pageId, (ctx, page) => escalate(ctx, page, personOf(ctx)))
}

/** Takes the next step for whoever cannot help now. Open to all: whoever holds the link was sent it. */
export async function escalatePageByLink(ctx: Context, token: string): Promise<PageRow> {
  const { page, personId } = await pageLinkPerson(ctx, token)
  return change(ctx, page.id, (ctx, page) => escalate(ctx, page, personId))
}

async function escalate(ctx: Context, page: PageRow, by: string | null): Promise<void> {
  if (page.state !== 'open' || page.teamId === null)
    throw new Problem(conflict, said`It is answered, or a test: there is nobody to escalate it to.`)
  await enter(ctx, page, { kind: 'escalated', by })
  // Whoever escalates has found that it cannot wait.
  await updatePlace(ctx, page.id, { urgency: 'high' })
  await takeStep(ctx, { ...page, urgency: 'high' }, page.teamId)
}

/** Pages somebody else instead; the steps of the policy go on from there while they do not answer. */
export async function reassignPage(ctx: Context, pageId: string, { person }: { person: string }): Promise<PageRow> {
  allow(ctx, 'pager.acknowledge')
  return change(ctx, pageId, async (ctx, page) => {
    const [known] = await staffById(ctx, [person])
    if (!known) throw wrongPerson(said`Nobody on staff has this id.`)
    await reassign(ctx, page, { to: person, by: personOf(ctx) })
  })
}

/** To whom a page may be given by a link. Open to all: whoever holds the link was sent it. */
export async function listColleaguesByLink(ctx: Context, token: string): Promise<{ items: PersonRef[] }> {
  const { page, personId } = await pageLinkPerson(ctx, token)
  return { items: await findColleagues(ctx, page, personId) }
}

/** Pages one of these colleagues instead. Open to all: whoever holds the link was sent it. */
export async function reassignPageByLink(
  ctx: Context,
  token: string,
  { person }: { person: string },
): Promise<PageRow> {
  const { page, personId } = await pageLinkPerson(ctx, token)
  return change(ctx, page.id, async (ctx, page) => {
    const colleagues = await findColleagues(ctx, page, personId)
    if (!colleagues.some(({ id }) => id === person))
      throw wrongPerson(said`Nobody on the team, or on call for it, has this id.`)
    await reassign(ctx, page, { to: person, by: personId })
  })
}

async function findColleagues(ctx: Context, { teamId }: PageRow, but: string): Promise<PersonRef[]> {
  if (teamId === null) return []
  const all = [...(await onCallFor(ctx, teamId)), ...(await teamMembers(ctx, teamId))]
  const others = new Map(all.filter(({ id }) => id !== but).map(({ id, name }) => [id, { id, name }]))
  return [...others.values()]
}

const wrongPerson = (detail: string) => new Problem(badInput, undefined, { errors: [{ pointer: '/person', detail }] })

async function reassign(ctx: Context, page: PageRow, { to, by }: { to: string; by: string | null }): Promise<void> {
  if (page.state === 'resolved' || page.teamId === null)
    throw new Problem(conflict, said`It has ended, or is a test: there is nothing to take on.`)
  const [{ minutes } = { minutes: 10 }] = (await findPolicy(ctx, page.teamId)).steps
  await updatePlace(ctx, page.id, {
    nextAt: nextAtOf(ctx, page, minutes),
    state: 'open',
    acknowledgedAt: null,
    acknowledgedBy: null,
    acknowledgedUntil: null,
    exhaustedAt: null,
  })
  await followPage(ctx, page.id, 'open')
  await enter(ctx, page, { kind: 'reassigned', by, text: to })
  await notifyPeople(ctx, page, [to])
}

/** Says something about a page that whoever comes next should know. */
export async function addPageNote(ctx: Context, pageId: string, { text }: { text: string }): Promise<PageRow> {
  allow(ctx, 'pager.acknowledge')
  return change(ctx, pageId, (ctx, page) => enter(ctx, page, { kind: 'note', by: personOf(ctx), text }))
}

/** Says something about a page by the link of a notification. Open to all: whoever holds the link was sent it. */
export async function addPageNoteByLink(ctx: Context, token: string, { text }: { text: string }): Promise<PageRow> {
  const { page, personId } = await pageLinkPerson(ctx, token)
  return change(ctx, page.id, (ctx, page) => enter(ctx, page, { kind: 'note', by: personId, text }))
}

/** Ends a page: what it is about is over, or was nothing. */
export async function resolvePage(ctx: Context, pageId: string): Promise<PageRow> {
  allow(ctx, 'pager.acknowledge')
  return change(ctx, pageId, (ctx, page) => endPage(ctx, page, personOf(ctx)))
}

/** Ends a page by the link of a notification. Open to all: whoever holds the link was sent it. */
export async function resolvePageByLink(ctx: Context, token: string): Promise<PageRow> {
  const { page, personId } = await pageLinkPerson(ctx, token)
  return change(ctx, page.id, (ctx, page) => endPage(ctx, page, personId))
}

const personOf = ({ actor }: Context): string | null => (actor.kind === 'person' ? actor.personId : null)

interface Entry {
  readonly kind: PageEntryRow['kind']
  readonly by: string | null
  readonly text?: string
}

async function change(
  ctx: Context,
  pageId: string,
  act: (ctx: Context, page: PageRow) => Promise<void>,
): Promise<PageRow> {
  return inTransaction(ctx, async (ctx) => {
    await getPageRow(ctx, pageId)
    const page = await lockPage(ctx, pageId)
    if (page) await act(ctx, page)
    return getPageRow(ctx, pageId)
  })
}

async function enter(ctx: Context, { id }: PageRow, { kind, by, text = '' }: Entry): Promise<void> {
  await insertPageEntry(ctx, { pageId: id, personId: by, kind, text })
  await recordAudit(ctx, {
    action: `pager.page-${kind}`,
    about: { module: 'pager', id },
    ...(by === null ? {} : { detail: { personId: by } }),
  })
}
