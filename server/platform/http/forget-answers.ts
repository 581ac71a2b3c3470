import type { Context } from '../context.ts'
import { allowJobsOnly } from '../permissions.ts'
import { deleteAnswersBefore } from './answer-once.store.ts'
import { deleteEndedAttempts } from './attempts.store.ts'

const keptMilliseconds = 86_400_000

/** Drops answers after a day of real time, and counts of attempts whose window is over. */
export async function forgetOldAnswers(ctx: Context): Promise<void> {
  allowJobsOnly(ctx)
  await deleteAnswersBefore(ctx, new Date(Date.now() - keptMilliseconds))
  await deleteEndedAttempts(ctx)
}
