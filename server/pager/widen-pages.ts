import { type Context, now } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { isAdministrator, staffDirectory } from '../people/people.ts'
import { allowJobsOnly } from '../platform/permissions.ts'
import { notifyPeople } from './notify-people.ts'
import { takeUnacknowledged } from './pager.store.ts'

const acknowledgeMinutes = 10

/** Pages the whole team and the administrators about pages that nobody acknowledged within ten minutes. */
export async function widenPages(ctx: Context): Promise<void> {
  allowJobsOnly(ctx)
  await inTransaction(ctx, async (ctx) => {
    const openedBefore = new Date(now(ctx).getTime() - acknowledgeMinutes * 60_000)
    const pages = await takeUnacknowledged(ctx, openedBefore)
    if (pages.length === 0) return
    const people = await staffDirectory(ctx)
    for (const page of pages) {
      const more = people.filter(
        (person) => isAdministrator(person) || person.teams.some((team) => team.id === page.teamId),
      )
      await notifyPeople(
        ctx,
        page,
        more.map((person) => person.id),
      )
    }
  })
}
