import { cannotErase, type Erasure, otherConfirmation } from '@bellwether/contract/privacy.ts'
import { notFound } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { personAt } from '../customers/customers.ts'
import { actorName, recordAudit } from '../platform/audit/record-audit.ts'
import { type Context, now } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import type { Page, PageOf } from '../platform/database/page-by-key.ts'
import type { Presented } from '../platform/http/handle.ts'
import { allow } from '../platform/permissions.ts'
import { Problem } from '../platform/problem.ts'
import { digestOf } from './digest-of.ts'
import {
  type ErasureRow,
  findErasure,
  findErasures,
  findUnfinished,
  insertErasure,
  lockErasing,
} from './erasure.store.ts'
import { personDataOf } from './person-data.ts'

type ErasureAnswer = Presented<Erasure>

const nothing: Erasure['erased'] = { contacts: 0, tickets: 0, messages: 0, mails: 0, places: 0, events: 0 }

/** Begins to erase whoever has this address; a loop goes on with it. Asked twice it is one erasure. */
export async function erasePerson(
  ctx: Context,
  { address, confirmation }: { address: string; confirmation: string },
): Promise<ErasureAnswer> {
  allow(ctx, 'privacy.write')
  if (confirmation.trim().toLowerCase() !== address.toLowerCase()) throw new Problem(otherConfirmation)
  return inTransaction(ctx, async (ctx) => {
    await lockErasing(ctx)
    const digest = digestOf(ctx, address)
    const running = (await findUnfinished(ctx)).find(({ digests }) => digests.includes(digest))
    if (running) return present(running)
    const person = await personAt(ctx, address)
    const { obstacle } = await personDataOf(ctx, person)
    if (obstacle !== null) throw new Problem(cannotErase, obstacle)
    const erasure = await insertErasure(ctx, {
      askedAt: now(ctx),
      askedBy: actorName(ctx.actor),
      person: JSON.stringify(person),
      digests: person.addresses.map((one) => digestOf(ctx, one)),
      erased: JSON.stringify(nothing),
    })
    // Whom it is about is what shall be forgotten.
    await recordAudit(ctx, { action: 'privacy.erase-person', about: { module: 'privacy', id: erasure.id } })
    return present(erasure)
  })
}

/** Erasures, the newest first. */
export async function listErasures(
  ctx: Context,
  { address, ...page }: Page & { address?: string | undefined },
): Promise<PageOf<ErasureAnswer>> {
  allow(ctx, 'privacy.write')
  const digest = address === undefined ? undefined : digestOf(ctx, address)
  const { items, nextCursor } = await findErasures(ctx, { ...page, digest })
  return { items: items.map(present), nextCursor }
}

export async function getErasure(ctx: Context, id: string): Promise<ErasureAnswer> {
  allow(ctx, 'privacy.write')
  const erasure = await findErasure(ctx, id)
  if (!erasure) throw new Problem(notFound, said`There is no such erasure.`)
  return present(erasure)
}

const present = ({ id, askedAt, askedBy, stage, trouble, erased, finishedAt, proof }: ErasureRow): ErasureAnswer => ({
  id,
  askedAt,
  askedBy,
  stage,
  trouble,
  erased,
  finishedAt,
  proof: proof && { ...proof, perhaps: proof.perhaps ?? [] },
})
