import { handOverMinutes } from '@bellwether/contract/pager-hand-overs.ts'
import { type Context, now } from '../../platform/context.ts'
import { onCallOf } from '../rota.rules.ts'
import { findRotasForWorks, type Rota } from '../rota.store.ts'
import { watchAfter } from '../watch.rules.ts'
import { findWorks } from '../work.store.ts'

/** A deploy that has not reached every host yet, as far as its reports say. */
interface OpenRollOut {
  readonly deployId: string
  readonly service: string
  readonly version: string
  readonly startedAt: Date
  readonly hosts: number
  readonly of: number | null
  readonly lastHostAt: Date | null
}

declare module '../../platform/context.ts' {
  interface Surroundings {
    /** Deploys that have not reached every host; whoever keeps them says so. */
    readonly openRollOuts: (ctx: Context) => Promise<readonly OpenRollOut[]>
  }
}

export interface FoundClosing {
  readonly rotas: readonly Rota[]
  readonly shown: { readonly at: Date; readonly nextEyesAt: Date | null; readonly rollOuts: OpenRollOut[] }
}

/** For verbs: that the last who watch customers go soon, and what is on its way then; undefined where nothing is. */
export async function findClosing(ctx: Context): Promise<FoundClosing | undefined> {
  const works = (await findWorks(ctx)).filter(({ watchesCustomers }) => watchesCustomers)
  const rotas = await findRotasForWorks(
    ctx,
    works.map(({ slug }) => slug),
  )
  const { coverEndsAt, nextEyesAt } = watchAfter(rotas, now(ctx), { hours: 8, watchedHours: 0 })
  if (coverEndsAt === null || coverEndsAt.getTime() - now(ctx).getTime() > handOverMinutes * 60_000) return undefined
  const rollOuts = await ctx.openRollOuts(ctx)
  return rollOuts.length === 0 ? undefined : { rotas, shown: { at: coverEndsAt, nextEyesAt, rollOuts: [...rollOuts] } }
}

/** Whoever watches customers at an instant. */
export const watchingPeople = ({ rotas }: FoundClosing, at: Date): string[] => onCallOf(rotas, at)
