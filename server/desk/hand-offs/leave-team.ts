import { sendMail } from '../../mail/mail.ts'
import { isAdministrator, namesById, staffById, staffDirectory } from '../../people/people.ts'
import type { Context } from '../../platform/context.ts'
import { eachApart } from '../../platform/each-apart.ts'
import { allowJobsOnly } from '../../platform/permissions.ts'
import { findChanges } from '../message.store.ts'
import { isOpen } from '../waiting-on.rules.ts'
import { endHandOff } from './end-hand-off.ts'
import { findUnfinishedOf } from './hand-off.store.ts'
import { type AtWork, finishHandOffChange, withHandOff } from './with-hand-off.ts'

/**
 * Nobody waits for a team that is dissolved: what it was asked comes back, and whose ticket it is hears what it had left
 * to do, which stays on the ticket.
 */
export async function leaveTeam(ctx: Context, { teamId }: { teamId: string }): Promise<void> {
  allowJobsOnly(ctx)
  const { name } = (await namesById(ctx, { teams: [teamId] })).team(teamId)
  await eachApart(await findUnfinishedOf(ctx, teamId), async ({ id }) => {
    await withHandOff(ctx, id, async (ctx, at) => {
      if (isOpen(at.handOff)) await comeBack(ctx, at, name)
      else await tellLeft(ctx, at, name)
    })
  })
}

async function comeBack(ctx: Context, at: AtWork, team: string): Promise<void> {
  await endHandOff(ctx, at, { outcome: 'declined', answer: `${team} was dissolved.` })
  const what = `brought the question back, since ${team} was dissolved`
  await finishHandOffChange(ctx, at, { action: 'bring-hand-off-back', what })
}

async function tellLeft(ctx: Context, at: AtWork, team: string): Promise<void> {
  const { handOff, ticket } = at
  const what = `was left with what ${team} still had to do when it was dissolved: ${handOff.todo}`
  if ((await findChanges(ctx, ticket.id)).some((change) => change.what === what)) return
  await finishHandOffChange(ctx, at, { action: 'leave-todo', what })
  const subject = `${team} was dissolved, and had something left to do [#${ticket.number}]`
  const text = `${handOff.todo}\n\n${ctx.baseUrl}/tickets/${ticket.number}`
  for (const { email } of await whoseIs(ctx, at)) await sendMail(ctx, { kind: 'notice', to: email, subject, text })
}

/** Whoever asked in private, else whoever owns the ticket, else administrators. */
async function whoseIs(ctx: Context, { handOff, ticket }: AtWork) {
  const personId = handOff.isPrivate ? handOff.askedBy : ticket.ownerId
  const [person] = personId === null ? [] : await staffById(ctx, [personId])
  return person ? [person] : (await staffDirectory(ctx)).filter(isAdministrator)
}
