import { evidenceUnavailable } from '@bellwether/contract/evidence.ts'
import { cannotErase } from '@bellwether/contract/privacy.ts'
import { said } from '@bellwether/contract/said.ts'
import type { Context } from '../platform/context.ts'
import { allowJobsOnly } from '../platform/permissions.ts'
import { Problem } from '../platform/problem.ts'
import { type ErasureRow, findErasure, findUnfinished, updateErasure } from './erasure.store.ts'
import { stages } from './erasure-stages.ts'

/** A turn ends soon enough that nobody takes it for stuck. */
const turnMilliseconds = 30_000

/** Goes on with every erasure as far as it comes; one that has to wait holds up no other. */
export async function erasePeople(ctx: Context): Promise<void> {
  allowJobsOnly(ctx)
  const until = Date.now() + turnMilliseconds
  for (const erasure of await findUnfinished(ctx)) await goOn(ctx, erasure, until)
}

/** What was done is written down after each step, and every step may be repeated: it goes on where it stopped. */
async function goOn(ctx: Context, { id }: ErasureRow, until: number): Promise<void> {
  try {
    for (let isMoving = true; isMoving && Date.now() < until;) {
      const erasure = await findErasure(ctx, id)
      if (!erasure?.person || erasure.stage === 'finished') return
      isMoving = await stages[erasure.stage](ctx, { ...erasure, person: erasure.person })
    }
    await updateErasure(ctx, id, { trouble: null })
  } catch (error) {
    await updateErasure(ctx, id, { trouble: troubleOf(error) })
    const { message, stack } = error as Error
    ctx.log.error({ erasure: id, error: message, stack }, 'an erasure does not go on')
  }
}

function troubleOf(error: unknown): string {
  if (error instanceof Problem && error.kind === cannotErase) return error.detail ?? error.kind.title
  if (error instanceof Problem && error.kind === evidenceUnavailable)
    return said`The evidence engine is away: it goes on when that is back.`
  return said`It failed; the log says why. It is tried again.`
}
