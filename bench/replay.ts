import { performance } from 'node:perf_hooks'
import type { AlertTrigger } from '@bellwether/contract/signals.ts'
import { openEvidenceWorld, type EvidenceWorld } from '../server/evidence/evidence.builders.ts'
import { replayAlertRule } from '../server/signals/alert-rules/replay-rule.ts'

const to = new Date('2026-11-20T16:00:00Z')
const days = 7
const minutes = days * 1440
const from = new Date(to.getTime() - minutes * 60_000)
const eventsPerMinute = 2000 * 60
/** Of 2,000 events a second one in 200 fails. */
const errors = (eventsPerMinute / 200) * minutes
/** How many places a minute of the roll-up tells apart: services, features, CDNs and hosts together. */
const places = 1200
const runs = 5

const seconds = Math.floor(from.getTime() / 1000)

/** A week of the roll-up as 2,000 events a second leave it behind. */
const rollUp = (day: number): string => `
  insert into evidence.requests_minute
  select toDateTime(${seconds} + (${day} * 1440 + intDiv(number, ${places})) * 60, 'UTC') as minute,
    concat('service-', toString(number % 8)), '1.0.0', concat('feature-', toString(number % 5)),
    concat('cdn-', toString(number % 3)), concat('pop-', toString(number % 10)), concat('host-', toString(intDiv(number, 8) % ${places / 8})),
    'request', ${eventsPerMinute / places}, if(cityHash64(number) % 200 < ${eventsPerMinute / places}, 1, 0),
    toDateTime64(minute, 3, 'UTC')
  from numbers(${1440 * places})`

/** The rows of a day that rules over any attribute read. */
const rows = (count: number, day: number, isError: boolean): string => `
  insert into evidence.events (timestamp, kind, \`service.name\`, \`host.name\`, \`customer.id\`, cdn, feature,
    \`http.response.status_code\`, \`url.path\`, \`request.id\`, \`error.message\`, class, is_error)
  select toDateTime64(${seconds + day * 86_400} + number * ${86_400 / count}, 3, 'UTC'), 'request',
    concat('service-', toString(number % 8)), concat('host-', toString(number % 40)),
    concat('customer-', toString(cityHash64(number) % 20000)), concat('cdn-', toString(number % 3)),
    concat('feature-', toString(number % 5)), ${isError ? '502' : 'if(cityHash64(number, 1) % 100 = 0, 404, 200)'},
    concat('/path/', toString(cityHash64(number, 2) % 5000)), hex(cityHash64(number, 3)),
    ${isError ? `'upstream refused', lower(hex(cityHash64(${day}, intDiv(number * 57, ${count})))), 1` : `'', '', 0`}
  from numbers(${count})`

const of = (field: string, value: string | number, isErrors = false) => ({
  where: { field, op: '=' as const, value },
  errors: isErrors,
})
const bad = { where: { and: [] }, errors: true }
const rules: readonly { name: string; table: string; trigger: AlertTrigger }[] = [
  {
    name: 'a share of failures of a service',
    table: 'roll-up',
    trigger: {
      kind: 'ratio',
      events: of('service.name', 'service-3'),
      bad,
      shareMin: 0.05,
      eventsMin: 100,
      windowMinutes: 5,
    },
  },
  {
    name: 'a burn rate of all',
    table: 'roll-up',
    trigger: {
      kind: 'burn-rate',
      events: { where: { and: [] }, errors: false },
      bad,
      objective: 0.999,
      rateMin: 14.4,
      longMinutes: 60,
      shortMinutes: 5,
      eventsMin: 100,
    },
  },
  {
    name: 'errors of one path',
    table: 'errors',
    trigger: { kind: 'threshold', events: of('url.path', '/path/7', true), atLeast: 50, windowMinutes: 5 },
  },
  {
    name: 'a new error of 5 customers',
    table: 'errors',
    trigger: { kind: 'new-class', events: of('service.name', 'service-3'), customersMin: 5 },
  },
  {
    name: 'a status of all events',
    table: 'events',
    trigger: {
      kind: 'threshold',
      events: of('http.response.status_code', 404),
      atLeast: 1000,
      windowMinutes: 5,
    },
  },
  {
    name: 'an absence of one customer',
    table: 'events',
    trigger: { kind: 'absence', events: of('customer.id', 'customer-7'), quietMinutes: 60 },
  },
]

async function fill({ ctx }: EvidenceWorld, events: number): Promise<void> {
  for (let day = 0; day < days; day += 1) {
    // What comes in is counted in the roll-up as well, which is little beside what is there.
    await ctx.engine.command(rollUp(day))
    await ctx.engine.command(rows(errors / days, day, true))
    await ctx.engine.command(rows(Math.round(events / days), day, false))
    console.log(`  filled day ${day + 1} of ${days}`)
  }
}

/** The median of some runs; the first of them finds nothing in memory. */
async function measure(
  { ctx }: EvidenceWorld,
  trigger: AlertTrigger,
): Promise<{ first: number; median: number; found: string }> {
  const took: number[] = []
  let found = ''
  for (let run = 0; run < runs; run += 1) {
    const began = performance.now()
    const { count, points } = await replayAlertRule(ctx, {
      trigger,
      holdMinutes: 1,
      from: from.toISOString(),
      to: to.toISOString(),
    })
    took.push((performance.now() - began) / 1000)
    found = `fires ${count} times, at most ${Math.max(...points.map(({ value }) => value ?? 0)).toPrecision(3)}`
  }
  return { first: took[0]!, median: took.toSorted((a, b) => a - b)[Math.floor(runs / 2)]!, found }
}

/**
 * Seconds of a replay over a week at 2,000 events a second. The roll-up and the errors of such a week are there in full;
 * of all 1.2 billion events so many millions as are named (50 where none is), evenly over the week.
 */
export async function run([millions = '50']: readonly string[]): Promise<void> {
  const events = Number(millions) * 1e6
  const world = await openEvidenceWorld(to)
  try {
    await fill(world, events)
    const scale = (eventsPerMinute * minutes) / events
    for (const { name, table, trigger } of rules) {
      const { first, median, found } = await measure(world, trigger)
      const whole =
        table === 'events' ? `; times ${scale.toFixed(0)} for all events: ${(median * scale).toFixed(0)} s` : ''
      console.log(
        `${name} (${table}): first ${first.toFixed(2)} s, median of ${runs} ${median.toFixed(2)} s${whole}; ${found}`,
      )
    }
  } finally {
    await world.stop()
  }
}
