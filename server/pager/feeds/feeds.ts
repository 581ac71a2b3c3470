import { conflict, forbidden, notFound } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { recordAudit } from '../../platform/audit/record-audit.ts'
import type { Context } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { hashToken, newSecretToken } from '../../platform/links/secret-token.ts'
import { getTeam, namesById } from '../../people/people.ts'
import { allow } from '../../platform/permissions.ts'
import { Problem } from '../../platform/problem.ts'
import { deleteFeed, type FeedRow, findFeeds, insertFeed } from './feed.store.ts'

const mostFeeds = 20

/** The calendar feeds of whoever asks. */
export async function listShiftFeeds(ctx: Context) {
  allow(ctx, 'pager.read')
  return { items: await present(ctx, await findFeeds(ctx, personOf(ctx))) }
}

/** Makes a feed of the shifts of whoever asks, or of a team. Its address is a secret that is shown this once. */
export async function addShiftFeed(ctx: Context, { team }: { team: string | null }) {
  allow(ctx, 'pager.read')
  const personId = personOf(ctx)
  return inTransaction(ctx, async (ctx) => {
    const teamId = team === null ? null : (await getTeam(ctx, team)).id
    if ((await findFeeds(ctx, personId)).length >= mostFeeds)
      throw new Problem(conflict, said`More than ${mostFeeds} feeds are too many: remove one that nothing reads.`)
    const token = newSecretToken()
    const feed = await insertFeed(ctx, { personId, teamId, tokenHash: hashToken(token) })
    await audit(ctx, 'add-shift-feed', feed.id)
    const [presented] = await present(ctx, [feed])
    if (!presented) throw new Error('a feed was presented as nothing')
    return { ...presented, url: `${ctx.baseUrl}/feeds/on-call/${token}.ics` }
  })
}

/** Removes a feed of whoever asks: its address works no more. */
export async function removeShiftFeed(ctx: Context, id: string) {
  allow(ctx, 'pager.read')
  const personId = personOf(ctx)
  return inTransaction(ctx, async (ctx) => {
    if (!(await deleteFeed(ctx, { id, personId }))) throw new Problem(notFound, said`You have no such feed.`)
    await audit(ctx, 'remove-shift-feed', id)
    return { items: await present(ctx, await findFeeds(ctx, personId)) }
  })
}

function personOf({ actor }: Context): string {
  if (actor.kind !== 'person') throw new Problem(forbidden, said`Only a person has shifts.`)
  return actor.personId
}

async function present(ctx: Context, feeds: readonly FeedRow[]) {
  const names = await namesById(ctx, { teams: feeds.map(({ teamId }) => teamId) })
  return feeds.map(({ id, teamId, madeAt, readAt }) => ({
    id,
    team: teamId === null ? null : names.team(teamId),
    madeAt,
    readAt,
  }))
}

const audit = (ctx: Context, action: string, id: string) =>
  recordAudit(ctx, { action: `pager.${action}`, about: { module: 'pager', id } })
