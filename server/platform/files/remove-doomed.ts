import type { Context } from '../context.ts'
import { allowJobsOnly } from '../permissions.ts'
import { deleteDoomed, findDoomed, findFetchable } from './doomed-file.store.ts'

/** Who stores bytes says soon that they are theirs; until then they look like nobody's. */
const settledMilliseconds = 10 * 60_000
const filesAtOnce = 100

/**
 * Removes doomed files from the content store. What somebody else names stays; what was stored a moment ago waits:
 * the same bytes may just have come again. `findNamed` says which of some names other modules hold.
 * Returns how many wait.
 */
export async function removeDoomed(
  ctx: Context,
  findNamed: (sha256s: readonly string[]) => Promise<readonly string[]>,
): Promise<number> {
  allowJobsOnly(ctx)
  let waiting = 0
  for (let after = ''; ;) {
    const names = await findDoomed(ctx, after, filesAtOnce)
    const last = names.at(-1)
    if (last === undefined) return waiting
    after = last
    waiting += await removeUnnamed(
      ctx,
      names,
      new Set([...(await findFetchable(ctx, names)), ...(await findNamed(names))]),
    )
  }
}

async function removeUnnamed(ctx: Context, names: readonly string[], named: ReadonlySet<string>): Promise<number> {
  const settledBefore = Date.now() - settledMilliseconds
  const isYoung = async (sha256: string): Promise<boolean> => {
    const at = await ctx.files.writtenAt(sha256)
    return at !== undefined && at.getTime() > settledBefore
  }
  const unnamed = names.filter((sha256) => !named.has(sha256))
  const young = new Set<string>()
  for (const sha256 of unnamed) if (await isYoung(sha256)) young.add(sha256)
  await ctx.files.remove(unnamed.filter((sha256) => !young.has(sha256)))
  await deleteDoomed(
    ctx,
    names.filter((sha256) => !young.has(sha256)),
  )
  return young.size
}
