import type { Say } from '@bellwether/contract/said.ts'
import { sendMail } from '../../mail/mail.ts'
import { sayTo, staffById } from '../../people/people.ts'
import { type Context, now } from '../../platform/context.ts'
import { allowJobsOnly } from '../../platform/permissions.ts'
import { findWords } from './hand-off-word.store.ts'
import { findNoticeTo, insertNotices } from './notice.store.ts'
import { repliedText, takenBackText } from './notice.rules.ts'
import { noteHeldBack, noticeLinkKind, notifyTeam } from './notify-asked.ts'
import { type AtWork, withHandOff } from './with-hand-off.ts'

/** Whoever asked back hears what support replied: it is their turn again, and their clock runs. */
export async function notifyReplied(ctx: Context, { handOffId }: { handOffId: string }): Promise<void> {
  allowJobsOnly(ctx)
  await withHandOff(ctx, handOffId, async (ctx, at) => {
    const written = await findWords(ctx, [handOffId])
    const reply = written.findLast(({ kind }) => kind === 'replied')
    const asked = written.findLast(({ kind }) => kind === 'asked-back')
    if (!reply || !asked || at.handOff.state !== 'acknowledged') return
    const [replier] = await staffById(ctx, [reply.personId])
    const words = { ...noticed(at), by: replier?.name ?? 'Support', text: reply.text }
    const mail = (say: Say) => repliedText(say, words)
    // Their clock runs: where they cannot be told, the rest of the team is.
    if (!(await sendTo(ctx, at, { personId: asked.personId, mail }))) await notifyTeam(ctx, at)
  })
}

/** Whoever is at work on a question that is taken back hears that there is nothing left to do. */
export async function notifyTakenBack(ctx: Context, { handOffId }: { handOffId: string }): Promise<void> {
  allowJobsOnly(ctx)
  await withHandOff(ctx, handOffId, async (ctx, at) => {
    const { outcome, acknowledgedBy, endedBy } = at.handOff
    if (outcome !== 'withdrawn' || acknowledgedBy === null || acknowledgedBy === endedBy) return
    await sendTo(ctx, at, { personId: acknowledgedBy, mail: (say) => takenBackText(say, noticed(at)) })
  })
}

const noticed = ({ handOff, ticket }: AtWork) => ({ handOff, number: ticket.number, subject: ticket.subject })

/** False where the brakes hold the mail back, which the ticket then says. */
async function sendTo(
  ctx: Context,
  at: AtWork,
  { personId, mail }: { personId: string; mail: (say: Say) => { subject: string; text: string } },
): Promise<boolean> {
  const handOffId = at.handOff.id
  const [person] = await staffById(ctx, [personId])
  if (!person) return true
  const noticeId =
    (await findNoticeTo(ctx, { handOffId, personId })) ??
    (await insertNotices(ctx, { handOffId, personIds: [personId], at: now(ctx) }))[0]?.id
  if (noticeId === undefined) return true
  const link = { kind: noticeLinkKind, about: noticeId }
  const to = person.email
  const { suppressed } = await sendMail(ctx, { kind: 'notice', to, ...mail(sayTo(person)), link, sourceId: noticeId })
  if (suppressed === undefined) return true
  await noteHeldBack(ctx, at, [{ to, reason: suppressed }])
  return false
}
