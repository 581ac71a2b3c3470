import { badInput } from '@bellwether/contract/problem.ts'
import { peopleById, staffDirectory } from '../people/people.ts'
import type { Context } from '../platform/context.ts'
import { Problem } from '../platform/problem.ts'

/** Who looks after customers, as these show it; whoever has left is named as such. */
export async function presentManagers(ctx: Context, ids: readonly (string | null)[]) {
  const people = await peopleById(
    ctx,
    [...new Set(ids)].filter((id) => id !== null),
  )
  return new Map(
    people.map(({ id, name, email, deactivatedAt }) => [id, { id, name, email, hasLeft: deactivatedAt !== null }]),
  )
}

interface NamedManager {
  /** undefined: nothing is said; null: nobody. */
  readonly email: string | null | undefined
  readonly pointer: string
}

/** Who on staff these are, by address in lower case; whoever looks after a customer already may stay, though they left. */
export async function managersNamed(
  ctx: Context,
  named: readonly NamedManager[],
  current: readonly (string | null)[],
): Promise<Map<string, string>> {
  const asked = named.flatMap(({ email, pointer }) => (email ? [{ email: email.toLowerCase(), pointer }] : []))
  if (asked.length === 0) return new Map()
  const stays = [...(await presentManagers(ctx, current)).values()]
  const managers = new Map([...stays, ...(await staffDirectory(ctx))].map((one) => [one.email.toLowerCase(), one.id]))
  const errors = asked
    .filter(({ email }) => !managers.has(email))
    .map(({ email, pointer }) => ({ pointer, detail: `Nobody on staff has the address ${email}.` }))
  if (errors.length > 0) throw new Problem(badInput, undefined, { errors })
  return managers
}
