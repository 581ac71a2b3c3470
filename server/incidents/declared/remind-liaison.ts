import { sendMail } from '../../mail/mail.ts'
import { sayTo, staffById } from '../../people/people.ts'
import { type Context, now } from '../../platform/context.ts'
import { nameIncidents } from './name-incidents.ts'
import { findLiaisons, type IncidentRow, updateIncident } from './incident.store.ts'

/** For verbs that hold the incident: mails whoever speaks with customers, once for each word that is due. */
export async function remindLiaison(ctx: Context, incident: IncidentRow): Promise<void> {
  const { id, number, wordDueAt, remindedOf } = incident
  if (wordDueAt === null || wordDueAt > now(ctx) || remindedOf?.getTime() === wordDueAt.getTime()) return
  const liaison = (await findLiaisons(ctx, [id])).get(id) ?? incident.declaredBy
  const [person] = await staffById(ctx, liaison === null ? [] : [liaison])
  if (!person) return
  await updateIncident(ctx, id, { remindedOf: wordDueAt })
  const say = sayTo(person)
  const titleOf = await nameIncidents(ctx, [incident])
  const text = [
    say`Whoever wrote in about incident I${number} waits for a word: ${titleOf(incident)}`,
    say`Say what is known, also if that is nothing new, and when they hear again: ${`${ctx.baseUrl}/incidents/${id}`}`,
  ].join('\n\n')
  await sendMail(ctx, { kind: 'notice', to: person.email, subject: say`A word is due: I${number}`, text })
}
