import { said } from '@bellwether/contract/said.ts'
import { sendMail } from '../../mail/mail.ts'
import { isAdministrator, namesById, sayTo, staffById, staffDirectory } from '../../people/people.ts'
import { type Context, now } from '../../platform/context.ts'
import { eachApart } from '../../platform/each-apart.ts'
import { allowJobsOnly } from '../../platform/permissions.ts'
import { isOpen } from '../waiting-on.rules.ts'
import { endHandOff } from './end-hand-off.ts'
import { findUnfinishedOf, markLeft } from './hand-off.store.ts'
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
  await endHandOff(ctx, at, { outcome: 'declined', answer: said`${team} was dissolved.` })
  const what = said`brought the question back, since ${team} was dissolved`
  await finishHandOffChange(ctx, at, { action: 'bring-hand-off-back', what })
}

async function tellLeft(ctx: Context, at: AtWork, team: string): Promise<void> {
  const { handOff, ticket } = at
  if (!(await markLeft(ctx, handOff.id, now(ctx)))) return
  const what = said`was left with something that ${team} still had to do when it was dissolved`
  await finishHandOffChange(ctx, at, { action: 'leave-todo', what })
  for (const person of await whoseIs(ctx, at)) {
    const say = sayTo(person)
    const subject = say`${team} was dissolved, and had something left to do [#${ticket.number}]`
    // Mail is read by others and kept in many places.
    const todo = handOff.isPrivate ? say`You asked in private what it was about.` : handOff.todo
    const text = `${todo}\n\n${ctx.baseUrl}/tickets/${ticket.number}`
    await sendMail(ctx, { kind: 'notice', to: person.email, subject, text, sourceId: handOff.id })
  }
}

/** Whoever asked in private and nobody else; else whoever owns the ticket, or administrators. */
async function whoseIs(ctx: Context, { handOff, ticket }: AtWork) {
  const personId = handOff.isPrivate ? handOff.askedBy : ticket.ownerId
  const [person] = personId === null ? [] : await staffById(ctx, [personId])
  if (person) return [person]
  return handOff.isPrivate ? [] : (await staffDirectory(ctx)).filter(isAdministrator)
}
