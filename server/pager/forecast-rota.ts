import { type Context, now } from '../platform/context.ts'
import { type Names, namesById, staffById } from '../people/people.ts'
import { allow } from '../platform/permissions.ts'
import { editsOf } from './begin-versions.ts'
import { forecastHoles, loadsBetween } from './forecast.rules.ts'
import type { Span } from './hours.rules.ts'
import { findAwayShifts, findWorkedHolidays } from './leave/find-away-shifts.ts'
import { getRota } from './lock-rota.ts'
import { type DraftLayers, layersOf } from './rota-draft.ts'
import { type RotaPlan, shiftsBetween } from './rota.rules.ts'
import type { Rota, WrittenLayer } from './rota.store.ts'
import { readReachOf, type Reach } from './methods/reach-of.ts'
import { findOpenSwaps, type SwapRow } from './swaps/swap.store.ts'

const dayMilliseconds = 86_400_000
const shownMilliseconds = 28 * dayMilliseconds
const yearMilliseconds = 366 * dayMilliseconds

/** A year ahead: where nobody is on, why, and how the hours are shared. */
export async function forecastRota(ctx: Context, id: string) {
  allow(ctx, 'pager.read')
  const rota = await getRota(ctx, id)
  return forecast(ctx, rota, await findOpenSwaps(ctx, id))
}

/** What a rota would be with these layers, before anything is saved: its shifts of four weeks and its year. */
export async function previewRota(ctx: Context, draft: { rota?: string | undefined; layers: DraftLayers }) {
  allow(ctx, 'pager.write')
  const before = draft.rota === undefined ? nothing : await getRota(ctx, draft.rota)
  const plan = planAfter(before, await layersOf(ctx, draft.layers, before.written), now(ctx))
  const shifts = shiftsBetween(plan, now(ctx), new Date(now(ctx).getTime() + shownMilliseconds))
  const names = await namesById(ctx, { people: shifts.map(({ personId }) => personId) })
  return {
    shifts: shifts.map(({ personId, ...shift }) => ({ person: names.person(personId), ...shift })),
    forecast: await forecast(ctx, plan, []),
  }
}

const nothing: Pick<Rota, 'written' | 'layers' | 'overrides'> = { written: [], layers: [], overrides: [] }

/** The plan that there is once this is saved. */
function planAfter(before: typeof nothing, layers: readonly WrittenLayer[], at: Date): RotaPlan {
  const edits = new Map(editsOf(before, layers, at).map(({ written, version }) => [written.id, version]))
  const known = before.layers.map(({ id, versions }) => {
    const begun = versions.filter(({ beginsAt }) => beginsAt <= at)
    const edit = edits.get(id)
    return { id, versions: edit === undefined ? versions : [...begun, edit] }
  })
  const added = layers
    .filter(({ id }) => !known.some((layer) => layer.id === id))
    .map(({ id }) => ({ id, versions: [edits.get(id) ?? []].flat() }))
  return { layers: [...known, ...added], overrides: before.overrides }
}

async function forecast(ctx: Context, plan: RotaPlan, asked: readonly SwapRow[]) {
  const from = now(ctx)
  const to = new Date(from.getTime() + yearMilliseconds)
  const span = { startsAt: from.getTime(), endsAt: to.getTime() }
  const inTurn = plan.layers.flatMap(({ versions }) => versions.flatMap(({ rule }) => rule.people))
  const covering = plan.overrides.flatMap(({ personId }) => personId ?? [])
  const staff = await staffById(ctx, [...new Set([...inTurn, ...covering])])
  const zones = new Map(staff.map(({ id, timeZone }) => [id, timeZone]))
  const reachOf = await readReachOf(ctx, staff)
  const loads = loadsBetween(plan, span, (id) => zones.get(id) ?? 'UTC')
  const names = await namesById(ctx, { people: loads.map(({ personId }) => personId) })
  const shifts = shiftsBetween(plan, from, to).map((shift) => ({ personId: shift.personId, ...ahead(shift, span) }))
  return {
    from,
    to,
    holes: forecastHoles(plan, from, to).map(({ spans, clocks, ...hole }) => ({
      ...hole,
      count: spans.length,
      spans: spans.map(presentSpan),
      clocks: clocks.map(({ timeZone, changesAt }) => ({ timeZone, changesAt: new Date(changesAt) })),
    })),
    away: await findAwayShifts(ctx, shifts, { asked, span, names }),
    holidays: await findWorkedHolidays(ctx, shifts, { zoneOf: (id) => zones.get(id), span, names }),
    people: loads.map((load) => presentLoad(load, names, reachOf(load.personId))),
  }
}

/** What of a shift is still to come within a span. */
const ahead = ({ startsAt, endsAt }: { startsAt: Date; endsAt: Date }, span: Span): Span => ({
  startsAt: Math.max(startsAt.getTime(), span.startsAt),
  endsAt: Math.min(endsAt.getTime(), span.endsAt),
})

const presentSpan = ({ startsAt, endsAt }: { startsAt: number; endsAt: number }) => ({
  startsAt: new Date(startsAt),
  endsAt: new Date(endsAt),
})

function presentLoad({ personId, ...hours }: ReturnType<typeof loadsBetween>[number], names: Names, reach: Reach) {
  return { person: names.person(personId), ...hours, ...reach }
}
