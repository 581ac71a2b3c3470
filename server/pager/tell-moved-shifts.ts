import { Temporal } from 'temporal-polyfill'
import { type Context, now } from '../platform/context.ts'
import { sendMail } from '../mail/mail.ts'
import { staffById } from '../people/people.ts'
import { type RotaVersion, shiftsBetween } from './rota-version.rules.ts'
import type { Turn } from './rota.rules.ts'

const lookedAtMilliseconds = 56 * 86_400_000
const shownShifts = 6

/** Mails everyone whose shifts of the next eight weeks differ. Returns the ids of who was told. */
export async function tellMovedShifts(
  ctx: Context,
  of: { team: string; name: string },
  rota: { before: readonly RotaVersion[]; after: readonly RotaVersion[] },
): Promise<string[]> {
  const shifts = (versions: readonly RotaVersion[]) =>
    Map.groupBy(
      shiftsBetween(versions, now(ctx), new Date(now(ctx).getTime() + lookedAtMilliseconds)),
      (turn) => turn.personId,
    )
  const [before, after] = [shifts(rota.before), shifts(rota.after)]
  const onRota = await staffById(ctx, [...new Set([...before.keys(), ...after.keys()])])
  const moved = onRota.filter(({ id }) => JSON.stringify(ends(before.get(id))) !== JSON.stringify(ends(after.get(id))))
  for (const person of moved) {
    const text = [
      `The rota "${of.name}" of ${of.team} was changed, and your turns on call with it.`,
      `Before:\n${listed(before.get(person.id), person.timeZone)}`,
      `Now:\n${listed(after.get(person.id), person.timeZone)}`,
      `All turns: ${ctx.baseUrl}/settings/rotas`,
    ].join('\n\n')
    await sendMail(ctx, { kind: 'notice', to: person.email, subject: `Your turns on call: ${of.team}`, text })
  }
  return moved.map((person) => person.id)
}

/** Of a shift that runs only the end can move. */
const ends = (turns: readonly Turn[] = []) => turns.map(({ startsAt, endsAt }, n) => [n === 0 ? 0 : startsAt, endsAt])

function listed(turns: readonly Turn[] = [], timeZone: string): string {
  if (turns.length === 0) return '  none in the next eight weeks'
  const lines = turns.slice(0, shownShifts).map(({ startsAt, endsAt }) => {
    return `  ${wallClock(startsAt, timeZone)} to ${wallClock(endsAt, timeZone)}`
  })
  const more = turns.length - lines.length
  return [...lines, ...(more > 0 ? [`  and ${more} more`] : [])].join('\n') + `\n  (${timeZone})`
}

const wallClock = (at: Date, timeZone: string): string => {
  const zoned = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone)
  return `${zoned.toPlainDate().toString()} ${zoned.toPlainTime().toString({ smallestUnit: 'minute' })}`
}
