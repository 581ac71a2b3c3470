import type { Say } from '@bellwether/contract/said.ts'
import { type Context, now } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { eachApart } from '../../platform/each-apart.ts'
import { sendMail } from '../../mail/mail.ts'
import { namesById, sayTo, staffById } from '../../people/people.ts'
import { allowJobsOnly } from '../../platform/permissions.ts'
import { onCallAt } from '../rota.rules.ts'
import { findRotasById, type Rota } from '../rota.store.ts'
import { wallClock } from '../tell-moved-shifts.ts'
import { findClosing, type FoundClosing, watchingPeople } from './closing.ts'
import { findNotesToTell, markTold, noteClosing, type NoteRow } from './hand-over.store.ts'

/**
 * Mails a note to whoever has the shift once that is somebody other than its writer, however shifts were changed in
 * between, and to each who comes until somebody takes it over; and says to the last who watch customers which roll-outs go on when they are gone.
 */
export async function tellHandOvers(ctx: Context): Promise<void> {
  allowJobsOnly(ctx)
  const notes = await findNotesToTell(ctx)
  const rotas = new Map(
    (
      await findRotasById(
        ctx,
        notes.map(({ rotaId }) => rotaId),
      )
    ).map((rota) => [rota.id, rota]),
  )
  await eachApart(notes, async (note) => {
    const rota = rotas.get(note.rotaId)
    if (rota !== undefined) await tellNote(ctx, rota, note)
  })
  const closing = await findClosing(ctx)
  if (closing !== undefined) await tellClosing(ctx, closing)
}

async function tellNote(ctx: Context, rota: Rota, note: NoteRow): Promise<void> {
  const personId = onCallAt(rota, now(ctx))
  if (personId === undefined || personId === note.writtenBy || note.toldIds.includes(personId)) return
  await inTransaction(ctx, async (ctx) => {
    const [person] = await staffById(ctx, [personId])
    if (person === undefined || !(await markTold(ctx, note, personId))) return
    const names = await namesById(ctx, { people: [note.writtenBy], teams: [rota.teamId] })
    const say = sayTo(person)
    const writer = note.writtenBy === null ? say`A program` : names.person(note.writtenBy).name
    const text = [
      say`${rota.name} of ${names.team(rota.teamId).name} is yours now. ${writer} wrote for you, ${wallClock(note.writtenAt, person.timeZone)} (${person.timeZone}):`,
      note.text,
      say`What is open and due, and to say that you have it: ${`${ctx.baseUrl}/on-call/hand-over/${rota.id}`}`,
    ].join('\n\n')
    await sendMail(ctx, { kind: 'notice', to: person.email, subject: say`Hand-over: ${rota.name}`, text })
  })
}

async function tellClosing(ctx: Context, closing: FoundClosing): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const { at, nextEyesAt, rollOuts } = closing.shown
    const untold = await noteClosing(
      ctx,
      at,
      rollOuts.map(({ deployId }) => deployId),
    )
    if (untold.length === 0) return
    for (const person of await staffById(ctx, watchingPeople(closing, now(ctx)))) {
      const say = sayTo(person)
      const clock = (instant: Date): string => `${wallClock(instant, person.timeZone)} (${person.timeZone})`
      const text = [
        nextEyesAt === null
          ? say`From ${clock(at)} on nobody watches customers, for a fortnight at least.`
          : say`From ${clock(at)} on nobody watches customers, until ${clock(nextEyesAt)}.`,
        `${say`These roll-outs are under way:`}\n${rollOuts.map((one) => `  ${rollOutLine(say, one)}`).join('\n')}`,
        say`Finish them or stop them before you go, or say who looks: ${`${ctx.baseUrl}/on-call`}`,
      ].join('\n\n')
      await sendMail(ctx, { kind: 'notice', to: person.email, subject: say`Roll-outs go on when you are gone`, text })
    }
  })
}

const rollOutLine = (say: Say, { service, version, hosts, of }: FoundClosing['shown']['rollOuts'][number]): string =>
  of === null ? say`${service} ${version}, hosts: ${hosts}` : say`${service} ${version}, hosts: ${hosts} of about ${of}`
