import { forbidden } from '@bellwether/contract/problem.ts'
import { ownLocation, type tellLooks as tellRoute } from '@bellwether/contract/probes.ts'
import type { BodyOf } from '@bellwether/contract/route.ts'
import { said } from '@bellwether/contract/said.ts'
import { type Context, now } from '../../platform/context.ts'
import { allow, asServer } from '../../platform/permissions.ts'
import { Problem } from '../../platform/problem.ts'
import { findProbesFrom } from '../probe.store.ts'
import { takeLooks } from '../take-looks.ts'
import { findLocations, noteLocation } from './location.store.ts'

/** From where can be looked: from here, and from what was heard of elsewhere. */
export async function listLocations(ctx: Context) {
  allow(ctx, 'probes.read')
  const locations = await findLocations(ctx)
  return { items: [{ name: ownLocation, seenAt: null }, ...locations] }
}

/** What whoever asks is to look at. */
export async function listOwnProbes(ctx: Context) {
  allow(ctx, 'probes.look')
  const location = locationOf(ctx)
  await noteLocation(ctx, location)
  const probes = await findProbesFrom(ctx, location)
  return {
    location,
    items: probes.map(({ id, version, check, intervalSeconds, timeoutSeconds }) => {
      return { id, version, check, intervalSeconds, timeoutSeconds }
    }),
  }
}

/** Takes what a location saw. What it was not asked for, or was asked for otherwise, is left out. */
export async function tellLooks(ctx: Context, { looks }: BodyOf<typeof tellRoute>): Promise<{ taken: number }> {
  allow(ctx, 'probes.look')
  const location = locationOf(ctx)
  await noteLocation(ctx, location)
  const probes = new Map((await findProbesFrom(ctx, location)).map((probe) => [probe.id, probe]))
  const looked = looks.flatMap(({ probeId, version, outcome }) => {
    const probe = probes.get(probeId)
    return probe?.version === version ? [{ probe, location, at: now(ctx), outcome }] : []
  })
  if (looked.length > 0) await takeLooks(asServer(ctx, 'probes.take-looks'), looked)
  return { taken: looked.length }
}

/** A location is called as its token is. */
function locationOf({ actor }: Context): string {
  if (actor.kind !== 'program') throw new Problem(forbidden, said`A location looks with a token of its own.`)
  if (actor.name === ownLocation) throw new Problem(forbidden, said`Give the token of a location another name.`)
  return actor.name
}
