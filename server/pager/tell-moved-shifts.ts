import { Temporal } from 'temporal-polyfill'
import type { Say } from '@bellwether/contract/said.ts'
import { type Context, now } from '../platform/context.ts'
import { sendMail } from '../mail/mail.ts'
import { sayTo, staffById } from '../people/people.ts'
import type { Shift } from './layer.rules.ts'
import { type RotaPlan, shiftsBetween } from './rota.rules.ts'

const lookedAtMilliseconds = 56 * 86_400_000
const shownShifts = 6

/** Mails everyone whose shifts of the next eight weeks differ. Returns the ids of who was told. */
export async function tellMovedShifts(
  ctx: Context,
  of: { team: string | undefined; name: string },
  rota: { before: RotaPlan; after: RotaPlan },
): Promise<string[]> {
  const shifts = (plan: RotaPlan) =>
    Map.groupBy(
      shiftsBetween(plan, now(ctx), new Date(now(ctx).getTime() + lookedAtMilliseconds)),
      (turn) => turn.personId,
    )
  const [before, after] = [shifts(rota.before), shifts(rota.after)]
  const onRota = await staffById(ctx, [...new Set([...before.keys(), ...after.keys()])])
  const moved = onRota.filter(
    ({ id }) => JSON.stringify(ends(before.get(id), now(ctx))) !== JSON.stringify(ends(after.get(id), now(ctx))),
  )
  for (const person of moved) {
    const say = sayTo(person)
    const team = of.team ?? say`a team that was removed`
    const text = [
      say`The rota "${of.name}" of ${team} was changed, and your turns on call with it.`,
      `${say`Before:`}\n${listed(say, before.get(person.id), person.timeZone)}`,
      `${say`Now:`}\n${listed(say, after.get(person.id), person.timeZone)}`,
      say`All turns: ${`${ctx.baseUrl}/settings/rotas`}`,
    ].join('\n\n')
    await sendMail(ctx, { kind: 'notice', to: person.email, subject: say`Your turns on call: ${team}`, text })
  }
  return moved.map((person) => person.id)
}

/** Of a shift that runs only the end can move. */
const ends = (turns: readonly Shift[] = [], at: Date) =>
  turns.map(({ startsAt, endsAt }) => [startsAt <= at ? 0 : startsAt, endsAt])

function listed(say: Say, turns: readonly Shift[] = [], timeZone: string): string {
  if (turns.length === 0) return `  ${say`none in the next eight weeks`}`
  const lines = turns.slice(0, shownShifts).map(({ startsAt, endsAt }) => {
    return `  ${say`${wallClock(startsAt, timeZone)} to ${wallClock(endsAt, timeZone)}`}`
  })
  const more = turns.length - lines.length
  return [...lines, ...(more > 0 ? [`  ${say`and ${more} more`}`] : [])].join('\n') + `\n  (${timeZone})`
}

/** 2026-01-16 19:00 on the wall of a zone, for a mail. */
export const wallClock = (at: Date, timeZone: string): string => {
  const zoned = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone)
  return `${zoned.toPlainDate().toString()} ${zoned.toPlainTime().toString({ smallestUnit: 'minute' })}`
}
