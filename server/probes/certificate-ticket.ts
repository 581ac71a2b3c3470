import { said } from '@bellwether/contract/said.ts'
import { openForOurselves } from '../desk/desk.ts'
import { peopleById, staffWhoMay } from '../people/people.ts'
import { type Context, now } from '../platform/context.ts'
import type { LookRow } from './look.store.ts'
import { type ProbeRow, updateProbe } from './probe.store.ts'
import { targetOf } from './target.rules.ts'

/** A certificate, and when it ends. */
interface Ending {
  readonly certificate: string
  readonly endsAt: Date
}

const dayMilliseconds = 86_400_000

/** The certificate that was seen last and ends soon, if there is no ticket for it yet. */
export function endsSoon(ctx: Context, probe: ProbeRow, looks: readonly LookRow[]): Ending | undefined {
  const { check, ticketedCertificate } = probe
  if (check.kind !== 'http' || check.certificateDays === null) return undefined
  const [seen] = looks.toSorted((a, b) => b.at.getTime() - a.at.getTime())
  if (!seen?.certificate || !seen.certificateEndsAt || seen.certificate === ticketedCertificate) return undefined
  const days = (seen.certificateEndsAt.getTime() - now(ctx).getTime()) / dayMilliseconds
  return days <= check.certificateDays ? { certificate: seen.certificate, endsAt: seen.certificateEndsAt } : undefined
}

/** For verbs: it wakes nobody, as there is time; one ticket for each certificate. */
export async function openCertificateTicket(
  ctx: Context,
  { id, name, check, changedBy }: ProbeRow,
  { certificate, endsAt }: Ending,
): Promise<void> {
  await updateProbe(ctx, id, { ticketedCertificate: certificate })
  const requester = await whoAsks(ctx, changedBy)
  if (!requester) return
  const on = endsAt.toISOString().slice(0, 10)
  await openForOurselves(ctx, {
    subject: said`The certificate of ${targetOf(check).host} ends on ${on}`,
    text: said`The probe ${name} saw it at ${targetOf(check).written}. Renew it before then: whoever comes with a browser is warned away afterwards, and the probe is down.`,
    fields: {},
    requester,
    ownerId: null,
    what: said`opened this, as a certificate ends`,
  })
}

/** Whoever changed the probe last, or else somebody who may. */
async function whoAsks(ctx: Context, changedBy: string | null) {
  const [person] = changedBy === null ? await staffWhoMay(ctx, 'probes.write') : await peopleById(ctx, [changedBy])
  return person && { personId: person.id, name: person.name, email: person.email }
}
