import type { Signatures } from '@bellwether/contract/desk.ts'
import { recordAudit } from '../../platform/audit/record-audit.ts'
import type { Context } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { allow } from '../../platform/permissions.ts'
import { actingPerson } from '../change-ticket.ts'
import { personOf } from '../hand-offs/hand-off-visibility.rules.ts'
import { deleteSignature, findSignatures, upsertSignature } from './signature.store.ts'

/** What stands below what whoever asks sends to customers. A program that acts for nobody has none of its own. */
export async function getSignatures(ctx: Context): Promise<Signatures> {
  allow(ctx, 'desk.read')
  return signaturesOf(ctx)
}

async function signaturesOf(ctx: Context): Promise<Signatures> {
  const { own, ofDesk } = await findSignatures(ctx, personOf(ctx.actor)?.personId ?? null)
  return { own, ofDesk: ofDesk ?? '' }
}

/** An empty one is one, too: nothing stands below what they send. */
export async function setSignature(ctx: Context, text: string | null): Promise<Signatures> {
  allow(ctx, 'desk.write')
  const { id } = actingPerson(ctx)
  return inTransaction(ctx, async (ctx) => {
    await (text === null ? deleteSignature(ctx, id) : upsertSignature(ctx, id, text))
    await recordAudit(ctx, { action: 'desk.set-signature', about: { module: 'desk', id } })
    return signaturesOf(ctx)
  })
}

/** Of everybody who made none of their own. */
export async function setDeskSignature(ctx: Context, text: string): Promise<Signatures> {
  allow(ctx, 'desk.configure')
  return inTransaction(ctx, async (ctx) => {
    await upsertSignature(ctx, null, text)
    await recordAudit(ctx, { action: 'desk.set-desk-signature', about: { module: 'desk', id: 'desk' } })
    return signaturesOf(ctx)
  })
}
