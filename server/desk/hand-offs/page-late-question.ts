import { said } from '@bellwether/contract/said.ts'
import { endPagesAbout, pageTeam } from '../../pager/pager.ts'
import type { Context } from '../../platform/context.ts'
import { allowJobsOnly, asPart } from '../../platform/permissions.ts'
import { personName } from '../../people/people.ts'
import { stopClocks } from '../clock.store.ts'
import { pagesWhenLate } from '../targets/team-targets.ts'
import { findHandOff, moveHandOff } from './hand-off.store.ts'
import { type AtWork, finishHandOffChange, withHandOff } from './with-hand-off.ts'

const module = 'hand-offs'

/** For verbs: pages whom the asked team has on call, where the team wants that of a question that nobody acknowledged. */
export async function pageLateQuestion(ctx: Context, { handOff, ticket }: AtWork): Promise<void> {
  const urgency = await pagesWhenLate(ctx, handOff.askedTeamId)
  if (urgency === null) return
  // Whoever is on call may not know of a private question; that one waits they have to.
  const isShown = !handOff.isPrivate
  await pageTeam(asPart(ctx), {
    teamId: handOff.askedTeamId,
    title: isShown
      ? said`Nobody has acknowledged the question on #${ticket.number}: ${ticket.subject}`
      : said`Nobody has acknowledged a private question on #${ticket.number}`,
    body: isShown ? handOff.question : said`Whom it is for can read it on the ticket.`,
    urgency,
    about: { module, id: handOff.id, path: `/tickets/${ticket.number}` },
  })
}

/** For verbs: nobody is woken any more for a question that has moved on. */
export const endPagesOfQuestion = (ctx: Context, handOffId: string): Promise<unknown> =>
  endPagesAbout(asPart(ctx), { module, id: handOffId })

/** Whoever acknowledges the page of a question has acknowledged the question. To repeat it is harmless. */
export async function acknowledgePagedQuestion(
  ctx: Context,
  page: { aboutModule: string; aboutId: string; personId: string },
): Promise<void> {
  allowJobsOnly(ctx)
  if (page.aboutModule !== module || !(await findHandOff(ctx, page.aboutId))) return
  await withHandOff(ctx, page.aboutId, async (ctx, at) => {
    const seen = { acknowledgedBy: page.personId, acknowledgedAt: at.handOff.acknowledgedAt ?? ctx.clock.now() }
    if (!(await moveHandOff(ctx, at.handOff.id, ['asked'], { state: 'acknowledged', ...seen }))) return
    await stopClocks(ctx, { ticketId: at.ticket.id, handOffId: at.handOff.id }, ['acknowledge'])
    const { name } = await personName(ctx, page.personId)
    await finishHandOffChange(ctx, at, {
      action: 'acknowledge-hand-off',
      what: said`${name} acknowledged the question by its page`,
    })
  })
}
