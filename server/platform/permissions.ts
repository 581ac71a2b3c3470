import { forbidden, notSignedIn } from '@bellwether/contract/problem.ts'
import type { Permission } from '@bellwether/contract/permissions.ts'
import type { Context } from './context.ts'
import { Problem } from './problem.ts'

/** The first line of every verb: refuses an actor who may not do this at all. */
export function allow(ctx: Context, permission: Permission): void {
  const { actor } = ctx
  if (actor.kind === 'job') return
  if (actor.kind === 'nobody') throw new Problem(notSignedIn)
  if (!actor.permissions.has(permission)) {
    throw new Problem(forbidden, `The permission "${permission}" is needed.`)
  }
}

/** For verbs that only the server itself runs: subscriptions, loops and jobs. */
export function allowJobsOnly(ctx: Context): void {
  if (ctx.actor.kind !== 'job') throw new Problem(forbidden, 'Only the server itself does this.')
}
