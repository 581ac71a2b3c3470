import { namesById } from '../people/people.ts'
import type { Context } from '../platform/context.ts'
import { allow } from '../platform/permissions.ts'
import { findPageEntries, type PageEntryRow } from './page-entry.store.ts'
import { findPagesOf, type PageRow } from './pager.store.ts'

/** A page as other modules read it. */
export interface PageFacts extends Pick<PageRow, 'id' | 'title' | 'state' | 'createdAt' | 'acknowledgedAt'> {
  /** null: a test. */
  readonly team: string | null
  readonly entries: readonly {
    readonly id: string
    readonly at: Date
    readonly kind: PageEntryRow['kind']
    /** Name of who did it; null: nobody, it happened. */
    readonly who: string | null
    /** Name of whom it was given to. */
    readonly to: string | null
  }[]
}

/** These pages, and those about one of these things, the first to be opened first; the newest 200 where there are more. */
export async function pagesOf(
  ctx: Context,
  of: { ids: readonly string[]; about: readonly { module: string; id: string }[] },
): Promise<PageFacts[]> {
  allow(ctx, 'pager.read')
  const rows = await findPagesOf(ctx, of)
  const entries = await findPageEntries(
    ctx,
    rows.map(({ id }) => id),
  )
  const givenTo = ({ kind, text }: PageEntryRow): string | null => (kind === 'reassigned' ? text : null)
  const names = await namesById(ctx, {
    teams: rows.map(({ teamId }) => teamId),
    people: entries.flatMap((entry) => [entry.personId, givenTo(entry)]),
  })
  const nameOf = (id: string | null): string | null => (id === null ? null : names.person(id).name)
  const byPage = Map.groupBy(entries, ({ pageId }) => pageId)
  return rows.map(({ id, title, state, createdAt, acknowledgedAt, teamId }) => ({
    id,
    title,
    state,
    createdAt,
    acknowledgedAt,
    team: teamId === null ? null : names.team(teamId).name,
    entries: (byPage.get(id) ?? []).map((entry) => ({
      id: entry.id,
      at: entry.at,
      kind: entry.kind,
      who: nameOf(entry.personId),
      to: nameOf(givenTo(entry)),
    })),
  }))
}
