import type { Say } from '@bellwether/contract/said.ts'
import type { Context } from '../../platform/context.ts'
import { sendMail } from '../../mail/mail.ts'
import { namesById, sayTo, staffById, teamMembers } from '../../people/people.ts'
import { peopleOf, type Rota } from '../rota.store.ts'
import { wallClock } from '../tell-moved-shifts.ts'
import { returnOf } from './swap.rules.ts'
import type { SwapRow } from './swap.store.ts'

/** What every mail about a swap names. */
interface Told {
  readonly rota: Rota
  readonly swap: SwapRow
  /** What is named where it is not all that was asked for. */
  readonly left?: readonly { readonly startsAt: Date; readonly endsAt: Date }[]
}

interface Words {
  readonly subject: string
  readonly first: string
  readonly last?: string
}

/** Who takes turns hears that cover is asked for, or the one who is asked; where nobody else takes turns, the team does. */
export async function tellAsked(ctx: Context, told: Told): Promise<void> {
  const { rota, swap } = told
  const inTurn = peopleOf(rota).filter((id) => id !== swap.personId)
  const others = async (): Promise<string[]> => (await teamMembers(ctx, rota.teamId)).map(({ id }) => id)
  const ids = swap.toId === null ? (inTurn.length > 0 ? inTurn : await others()) : [swap.toId]
  const asker = await nameOf(ctx, swap.personId)
  await tell(
    ctx,
    told,
    ids.filter((id) => id !== swap.personId),
    (say) => ({
      subject: say`${asker} asks for cover`,
      first: swap.toId === null ? say`${asker} asks who takes this shift:` : say`${asker} asks you to take this shift:`,
      last: say`Until somebody takes it, it stays with ${asker}.`,
    }),
  )
}

/** Both hear that it was taken, with what each of them has now. */
export async function tellTaken(ctx: Context, told: Told, takerId: string): Promise<void> {
  const { personId } = told.swap
  const [asker, taker] = [await nameOf(ctx, personId), await nameOf(ctx, takerId)]
  await tell(ctx, told, [personId, takerId], (say, id) => ({
    subject: say`${taker} takes a shift of ${asker}`,
    first:
      id === takerId
        ? say`You take this shift of ${asker}, and are on call then:`
        : say`${taker} takes this shift of yours, and is on call then:`,
  }))
}

/** Whoever asked hears that the one whom they asked does not take it. */
export async function tellDeclined(ctx: Context, told: Told): Promise<void> {
  const asked = await nameOf(ctx, told.swap.toId ?? '')
  await tell(ctx, told, [told.swap.personId], (say) => ({
    subject: say`${asked} does not take your shift`,
    first: say`${asked} does not take this shift, and it stays yours:`,
    last: say`Ask somebody else, or everybody.`,
  }))
}

/** Whoever asked hears that nobody took it, so that nobody thinks that somebody did. */
export async function tellPastDue(ctx: Context, told: Told): Promise<void> {
  await tell(ctx, told, [told.swap.personId], (say) => ({
    subject: say`Nobody took your shift`,
    first: say`Nobody took this shift, and it begins. It stays yours:`,
  }))
}

/** Whoever is asked hears that nothing is asked of them any more. */
export async function tellWithdrawn(ctx: Context, told: Told): Promise<void> {
  const { toId, personId } = told.swap
  if (toId === null) return
  const asker = await nameOf(ctx, personId)
  await tell(ctx, told, [toId], (say) => ({
    subject: say`${asker} asks for cover no longer`,
    first: say`${asker} no longer asks you to take this shift:`,
  }))
}

async function tell(
  ctx: Context,
  { rota, swap, left = [swap] }: Told,
  ids: readonly string[],
  words: (say: Say, id: string) => Words,
): Promise<void> {
  const names = await namesById(ctx, { people: [swap.personId, swap.takenBy ?? swap.toId], teams: [rota.teamId] })
  for (const person of await staffById(ctx, ids)) {
    const say = sayTo(person)
    const { subject, first, last } = words(say, person.id)
    const inReturn = returnOf(swap)
    const lines = [
      first,
      `${left.map((span) => shiftLine(say, span, person)).join('\n')}\n  ${say`${rota.name} of ${names.team(rota.teamId).name}`}`,
      inReturn === null
        ? ''
        : `${say`In return ${names.person(swap.personId).name} takes:`}\n${shiftLine(say, inReturn, person)}`,
      swap.note === '' ? '' : say`They wrote: ${swap.note}`,
      last ?? '',
      say`On call: ${`${ctx.baseUrl}/on-call?rota=${rota.id}`}`,
    ]
    const text = lines.filter((line) => line !== '').join('\n\n')
    await sendMail(ctx, { kind: 'notice', to: person.email, subject, text })
  }
}

const shiftLine = (
  say: Say,
  { startsAt, endsAt }: { startsAt: Date; endsAt: Date },
  { timeZone }: { timeZone: string },
): string => `  ${say`${wallClock(startsAt, timeZone)} to ${wallClock(endsAt, timeZone)}`} (${timeZone})`

const nameOf = async (ctx: Context, id: string): Promise<string> =>
  (await namesById(ctx, { people: [id] })).person(id).name
