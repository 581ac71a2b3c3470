import { forbidden, notSignedIn } from '@bellwether/contract/problem.ts'
import type { Permission } from '@bellwether/contract/permissions.ts'
import { said } from '@bellwether/contract/said.ts'
import type { Context } from './context.ts'
import { Problem } from './problem.ts'

/** The first line of every verb: refuses an actor who may not do this at all. */
export function allow(ctx: Context, permission: Permission): void {
  const { actor } = ctx
  if (actor.kind === 'job' || ctx.isPart) return
  if (actor.kind === 'nobody') throw new Problem(notSignedIn)
  if (actor.kind === 'contact') throw new Problem(forbidden, said`Only staff does this.`)
  if (!actor.permissions.has(permission)) {
    throw new Problem(forbidden, said`The permission "${permission}" is needed.`)
  }
}

/** Whether an actor may do this: where an answer shows less to those who may not. */
export const may = ({ actor, isPart }: Context, permission: Permission): boolean =>
  actor.kind === 'job' || isPart === true || ('permissions' in actor && actor.permissions.has(permission))

/**
 * The context for another module's verb that is part of this one. The right was asked when this verb
 * began: whoever may claim a ticket need not also hold the right to acknowledge its page.
 */
export const asPart = (ctx: Context): Context => ({ ...ctx, isPart: true })

/** Nobody hands on what they do not have: refuses to give rights that the actor lacks. */
export function allowGiving({ actor }: Context, permissions: readonly Permission[]): void {
  if (actor.kind === 'job') return
  const own = 'permissions' in actor ? actor.permissions : new Set<Permission>()
  const lacking = [...new Set(permissions).difference(own)]
  if (lacking.length > 0)
    throw new Problem(forbidden, said`You cannot give what you do not have: ${lacking.join(', ')}.`)
}

/** For verbs that only the server itself runs: subscriptions, loops and jobs. */
export function allowJobsOnly(ctx: Context): void {
  if (ctx.actor.kind !== 'job') throw new Problem(forbidden, said`Only the server itself does this.`)
}

/** The server itself, for what it derives beside what somebody asks: that is nobody's deed. */
export const asServer = (ctx: Context, job: string): Context => ({ ...ctx, actor: { kind: 'job', job } })
