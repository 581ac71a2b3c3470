import { type Actor, type Context, now } from '../context.ts'

export interface AuditEntry {
  /** `module.verb`, e.g. `desk.claim-ticket` */
  readonly action: string
  readonly about: { module: string; id: string }
  readonly detail?: Record<string, unknown>
}

/** Says who did it, in the transaction that does it: if this fails, nothing was done. */
export async function recordAudit(ctx: Context, entry: AuditEntry): Promise<void> {
  if (!ctx.db.isTransaction) throw new Error(`"${entry.action}" must be audited inside its transaction`)
  await ctx.db
    .insertInto('platform.auditEntries')
    .values({
      at: now(ctx),
      actorKind: ctx.actor.kind,
      actorId: actorId(ctx.actor),
      actorName: actorName(ctx.actor),
      action: entry.action,
      aboutModule: entry.about.module,
      aboutId: entry.about.id,
      detail: JSON.stringify(entry.detail ?? {}),
      requestId: ctx.requestId,
    })
    .execute()
}

/** The id of an actor among its kind; the server itself and a stranger have none. */
export function actorId(actor: Actor): string | null {
  if (actor.kind === 'person') return actor.personId
  if (actor.kind === 'program') return actor.tokenId
  return actor.kind === 'contact' ? actor.contactId : null
}

/** The name to show for an actor; of a program that acts for somebody it says both. */
export function actorName(actor: Actor): string {
  if (actor.kind === 'job') return actor.job
  if (actor.kind === 'nobody') return 'nobody'
  return actor.kind === 'program' && actor.onBehalfOf ? `${actor.name} for ${actor.onBehalfOf.name}` : actor.name
}
