import { actorName, recordAudit } from '../platform/audit/record-audit.ts'
import { notFound } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { type Context, now } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { announce } from '../platform/events/announce.ts'
import { staffById } from '../people/people.ts'
import { allow, asPart } from '../platform/permissions.ts'
import { Problem } from '../platform/problem.ts'
import { rightOverMethods } from './methods/contact-methods.ts'
import { endPagesAbout } from './end-pages.ts'
import { notifyPeople } from './notify-people.ts'
import { pageOpened } from './pager.events.ts'
import { findAnsweredTests, findNewestTest, insertPage, type PageRow } from './pager.store.ts'
import { presentPages } from './present-page.ts'

const tests = { max: 5, windowSeconds: 10 * 60 }

/**
 * Pages one person by all of their contact methods, to see whether a page would reach them. It goes to nobody else,
 * never widens, and takes the place of an earlier test that they have not answered.
 */
export async function sendTestPage(ctx: Context, personId: string): Promise<PageRow> {
  allow(ctx, rightOverMethods(ctx, personId))
  const [person] = await staffById(ctx, [personId])
  if (!person) throw new Problem(notFound, said`There is no such person on staff.`)
  await ctx.attempts.limit({ key: `test-page:${personId}`, ...tests })
  return inTransaction(ctx, async (ctx) => {
    const about = { module: 'pager', id: personId }
    await endPagesAbout(asPart(ctx), about)
    const page = await insertPage(ctx, { ...wordsOf(ctx), ...ofNoTeam, ...inPages(about), createdAt: now(ctx) })
    await notifyPeople(ctx, page, [personId])
    await recordAudit(ctx, {
      action: 'pager.send-test-page',
      about: { module: 'pager', id: page.id },
      detail: { personId },
    })
    await announce(ctx, pageOpened, { pageId: page.id, aboutModule: about.module, aboutId: about.id })
    return page
  })
}

const wordsOf = ({ actor }: Context) => ({
  title: said`A test: this is how a page reaches you`,
  body: said`Nothing is wrong. ${actorName(actor)} asked for this test; nobody else was paged. Acknowledge it, as you would any page.`,
})

const ofNoTeam = { teamId: null }

const inPages = (about: { module: string; id: string }) => ({
  aboutModule: about.module,
  aboutId: about.id,
  aboutPath: '/settings/me',
})

const answeredLookedAt = 20

/**
 * What tests of contact methods have shown: whether somebody answered one that left this machine, or only some that
 * did not; and the newest of whoever asks.
 */
export async function getPagingTests(
  ctx: Context,
): Promise<{ answered: 'reached' | 'kept' | 'none'; newestOfMine: string | null }> {
  allow(ctx, 'pager.read')
  const newest = ctx.actor.kind === 'person' ? await findNewestTest(ctx, ctx.actor.personId) : undefined
  const pages = await presentPages(ctx, await findAnsweredTests(ctx, answeredLookedAt))
  const states = new Set(pages.flatMap((page) => page.notifications.map(({ state }) => state)))
  const answered = states.has('sent') ? 'reached' : states.has('kept') ? 'kept' : 'none'
  return { answered, newestOfMine: newest?.id ?? null }
}
