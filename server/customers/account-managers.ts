import { said } from '@bellwether/contract/said.ts'
import { peopleById, staffDirectory } from '../people/people.ts'
import type { Context } from '../platform/context.ts'
import type { Fault } from './faults.ts'

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
  readonly at: number
  readonly pointer: string
}

/**
 * Who on staff these are, by address in lower case, and whom nobody there is called; whoever looks after a customer
 * already may stay, though they left.
 */
export async function managersNamed(
  ctx: Context,
  named: readonly NamedManager[],
  current: readonly (string | null)[],
): Promise<{ ids: ReadonlyMap<string, string>; faults: Fault[] }> {
  const asked = named.flatMap(({ email, ...where }) => (email ? [{ email: email.toLowerCase(), ...where }] : []))
  if (asked.length === 0) return { ids: new Map(), faults: [] }
  const stays = [...(await presentManagers(ctx, current)).values()]
  const ids = new Map([...stays, ...(await staffDirectory(ctx))].map((one) => [one.email.toLowerCase(), one.id]))
  const faults = asked
    .filter(({ email }) => !ids.has(email))
    .map(({ email, at, pointer }) => ({ at, pointer, detail: said`Nobody on staff has the address ${email}.` }))
  return { ids, faults }
}
