import { recordAudit } from '../platform/audit/record-audit.ts'
import { type Context, now } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { announce } from '../platform/events/announce.ts'
import { isAdministrator, staffDirectory, teamMembers } from '../people/people.ts'
import { allow } from '../platform/permissions.ts'
import { notifyPeople } from './notify-people.ts'
import { onCallFor } from './on-call.ts'
import { pageOpened } from './pager.events.ts'
import { insertPage } from './pager.store.ts'

export interface NewPage {
  readonly teamId: string
  /** One line that says what is wrong. */
  readonly title: string
  /** What the reader needs to start: claim, numbers, ask. */
  readonly body: string
  /** The thing that the page is about, and its screen. */
  readonly about: { readonly module: string; readonly id: string; readonly path: string }
}

/** Pages whoever is on call for the team, in the caller's transaction. Returns the page's id. */
export async function pageTeam(ctx: Context, page: NewPage): Promise<string> {
  allow(ctx, 'desk.write')
  return inTransaction(ctx, async (ctx) => {
    const row = await insertPage(ctx, {
      teamId: page.teamId,
      title: page.title,
      body: page.body,
      aboutModule: page.about.module,
      aboutId: page.about.id,
      aboutPath: page.about.path,
      createdAt: now(ctx),
      widenedAt: null,
      acknowledgedAt: null,
      acknowledgedBy: null,
    })
    await notifyPeople(ctx, row, await peopleToPage(ctx, page.teamId))
    await recordAudit(ctx, { action: 'pager.page-team', about: { module: 'pager', id: row.id } })
    await announce(ctx, pageOpened, { pageId: row.id, aboutModule: page.about.module, aboutId: page.about.id })
    return row.id
  })
}

/** Everyone on call now; else the whole team; else the administrators. Never nobody. */
async function peopleToPage(ctx: Context, teamId: string): Promise<string[]> {
  const onCall = await onCallFor(ctx, teamId)
  if (onCall.length > 0) return onCall.map((person) => person.id)
  const team = await teamMembers(ctx, teamId)
  const rest = team.length > 0 ? team : (await staffDirectory(ctx)).filter(isAdministrator)
  return rest.map((person) => person.id)
}
