import type { Context } from '../context.ts'

interface KeptCall {
  readonly caller: string
  readonly keyHash: Buffer
}

/** Claims a key in the caller's transaction; waits for another call that holds it. False when it was used before. */
export async function claimKey(ctx: Context, call: KeptCall & { fingerprint: Buffer }): Promise<boolean> {
  const { caller, keyHash, fingerprint } = call
  const result = await ctx.db
    .insertInto('platform.idempotentAnswers')
    .values({ caller, keyHash, fingerprint, answer: null })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n
}

export async function keepAnswer(ctx: Context, { caller, keyHash }: KeptCall, answer: Buffer): Promise<void> {
  await ctx.db
    .updateTable('platform.idempotentAnswers')
    .set({ answer })
    .where('caller', '=', caller)
    .where('keyHash', '=', keyHash)
    .execute()
}

export async function findKeptAnswer(ctx: Context, { caller, keyHash }: KeptCall) {
  return ctx.db
    .selectFrom('platform.idempotentAnswers')
    .select(['fingerprint', 'answer'])
    .where('caller', '=', caller)
    .where('keyHash', '=', keyHash)
    .executeTakeFirst()
}

/** In real time: what matters is how long a caller may wait before it tries again. */
export async function deleteAnswersBefore(ctx: Context, before: Date): Promise<void> {
  await ctx.db.deleteFrom('platform.idempotentAnswers').where('createdAt', '<', before).execute()
}
