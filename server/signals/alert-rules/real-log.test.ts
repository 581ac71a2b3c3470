import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { evidenceUnavailable } from '@bellwether/contract/evidence.ts'
import type { AlertTrigger, Firing } from '@bellwether/contract/signals.ts'
import type { Context } from '../../platform/context.ts'
import { Problem } from '../../platform/problem.ts'
import { openEvidenceWorld, type EvidenceWorld } from '../../evidence/evidence.builders.ts'
import { detectSignals, listSignals } from '../signals.ts'
import { addAlertRule, getAlertRule, removeAlertRule } from './alert-rules.ts'
import { keepReplay, listReplays, replayAlertRule } from './replay-rule.ts'

/* The access log of a real site over four days, judged by rules, beside what plain arithmetic over its lines says. */

const log = new URL('../../evidence/explanation/web-traffic/semicomplete.csv.gz', import.meta.url)
const minute = 60_000
const startsAt = Date.parse('2026-11-16T00:00:00Z')
const lines = gunzipSync(readFileSync(log))
  .toString()
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split(','))
  .map(([seconds, client, , section, status, agent]) => ({
    at: startsAt + Number(seconds) * 1000,
    client: `client-${client}`,
    section: section!,
    status: Number(status),
    agent: agent!,
  }))
type Line = (typeof lines)[number]

const eventOf = ({ at, client, section, status, agent }: Line) => ({
  timestamp: new Date(at).toISOString(),
  kind: 'request',
  'service.name': 'web',
  'customer.id': client,
  'url.path': section,
  'http.response.status_code': status,
  'user_agent.original': agent,
  ...(status >= 400 ? { 'error.message': `${status} for ${section.split('/')[1] ?? ''}` } : {}),
})
const lastAt = lines.at(-1)!.at
const endsAt = Math.floor(lastAt / minute) * minute

let world: EvidenceWorld
beforeAll(async () => {
  world = await openEvidenceWorld(new Date(lastAt + minute))
  await world.send(lines.map(eventOf))
  await world.intake.flush()
}, 60_000)
afterAll(() => world.stop())

/** How many of the lines before an instant lie in the minutes before it: nothing but a count. */
const countBefore = (instant: number, minutes: number, counts: (line: Line) => boolean): number =>
  lines.filter((line) => line.at >= instant - minutes * minute && line.at < instant && counts(line)).length

/** The stretches in which something is so at the end of a minute, closed by five minutes in which it is not. */
function stretches(isSo: (instant: number) => boolean): { firedAt: string; endedAt: string | null }[] {
  const found: { firedAt: string; endedAt: string | null }[] = []
  let calm = Infinity
  for (let instant = startsAt + minute; instant <= endsAt; instant += minute) {
    if (isSo(instant)) {
      if (calm >= 5) found.push({ firedAt: new Date(instant).toISOString(), endedAt: null })
      calm = 0
    } else {
      calm += 1
      if (calm === 5) found.at(-1)!.endedAt = new Date(instant).toISOString()
    }
  }
  return found
}

const replay = (trigger: AlertTrigger, holdMinutes = 1) =>
  replayAlertRule(world.ctx, { trigger, holdMinutes, from: new Date(startsAt).toISOString() })
const at = (field: string, op: '=' | '!=' | '~', value: string | number, errors = false) => ({
  where: { field, op, value },
  errors,
})
const ruleOf = (name: string, events: AlertTrigger['events']) => ({
  name,
  trigger: { kind: 'threshold' as const, events, atLeast: 1_000_000, windowMinutes: 1 },
  holdMinutes: 1,
  level: 'notice' as const,
  team: null,
})
const times = (firings: readonly Firing[]) => firings.map(({ firedAt, endedAt }) => ({ firedAt, endedAt }))

test('a threshold fires where a count over the lines says so', async () => {
  const missing = (line: Line): boolean => line.status === 404
  const trigger = {
    kind: 'threshold' as const,
    events: at('http.response.status_code', '=', 404),
    atLeast: 6,
    windowMinutes: 60,
  }
  const { firings, count, isCut, points, stepMinutes } = await replay(trigger)
  const expected = stretches((instant) => countBefore(instant, 60, missing) >= 6)
  expect(expected.length).toBeGreaterThan(2)
  expect(times(firings)).toEqual(expected)
  expect([count, isCut]).toEqual([expected.length, false])
  const [first] = firings
  expect(first!.peak).toBe(
    Math.max(
      ...Array.from({ length: (Date.parse(first!.endedAt!) - Date.parse(first!.firedAt)) / minute }, (_, n) =>
        countBefore(Date.parse(first!.firedAt) + n * minute, 60, missing),
      ),
    ),
  )
  expect(points.length).toBe(Math.ceil((endsAt - startsAt) / minute / stepMinutes))
})

test('a share of few requests fires where a count over the lines says so, and never below its volume', async () => {
  const trigger = {
    kind: 'ratio' as const,
    events: at('user_agent.original', '=', 'bot'),
    bad: at('http.response.status_code', '=', 404),
    shareMin: 0.2,
    eventsMin: 20,
    windowMinutes: 30,
  }
  const expected = stretches((instant) => {
    const bots = countBefore(instant, 30, ({ agent }) => agent === 'bot')
    return (
      bots >= 20 && countBefore(instant, 30, ({ agent, status }) => agent === 'bot' && status === 404) / bots >= 0.2
    )
  })
  expect(expected.length).toBeGreaterThan(0)
  expect(times((await replay(trigger)).firings)).toEqual(expected)
  expect((await replay({ ...trigger, eventsMin: lines.length + 1 })).firings).toEqual([])
})

test('what is not there for half an hour is missed where the lines have a hole', async () => {
  const isFeed = (line: Line): boolean => line.section.startsWith('/blog')
  const trigger = { kind: 'absence' as const, events: at('url.path', '~', '/blog'), quietMinutes: 10 }
  const feeds = lines.filter(isFeed).map((line) => Math.floor(line.at / minute) * minute)
  const holes = feeds.flatMap((one, index) => {
    const next = feeds[index + 1] ?? Infinity
    const firedAt = one + 11 * minute
    if (firedAt > Math.min(next, endsAt)) return []
    return {
      firedAt: new Date(firedAt).toISOString(),
      endedAt: next >= endsAt ? null : new Date(next + minute).toISOString(),
    }
  })
  expect(holes.length).toBeGreaterThan(2)
  expect(times((await replay(trigger)).firings)).toEqual(holes)
})

test('the roll-up, the errors and the events say the same of the same', async () => {
  const bad = { where: { and: [] }, errors: true }
  const more = { shareMin: 0.1, eventsMin: 5, windowMinutes: 15 }
  const ofRollUp = await replay({ kind: 'ratio', events: at('service.name', '=', 'web'), bad, ...more })
  const ofEvents = await replay({
    kind: 'ratio',
    events: at('url.path', '~', '/'),
    bad: at('error.message', '!=', ''),
    ...more,
  })
  const ofBoth = await replay({
    kind: 'ratio',
    events: at('service.name', '=', 'web'),
    bad: at('error.message', '!=', '', true),
    ...more,
  })
  expect(ofRollUp.count).toBeGreaterThan(0)
  expect(ofEvents.firings).toEqual(ofRollUp.firings)
  expect(ofBoth.firings).toEqual(ofRollUp.firings)
})

test('a replay of a saved version is kept, with what that version said when it was made', async () => {
  const trigger = {
    kind: 'threshold' as const,
    events: at('http.response.status_code', '=', 404),
    atLeast: 6,
    windowMinutes: 60,
  }
  const rule = await addAlertRule(world.ctx, {
    name: 'Many pages missing',
    trigger,
    holdMinutes: 1,
    level: 'notice',
    team: null,
  })
  const from = new Date(startsAt).toISOString()
  const kept = await keepReplay(world.ctx, rule.id, { version: 1, from })
  const { firings } = await replay(trigger)
  expect(kept).toMatchObject({ version: 1, firings, count: firings.length })
  expect(await listReplays(world.ctx, rule.id)).toEqual([kept])
  await expect(keepReplay(world.ctx, rule.id, { version: 2, from })).rejects.toMatchObject({
    kind: { slug: 'not-found' },
  })
})

test('a rule that cannot be looked at says why, stops no other, and is itself again once it can', async () => {
  const broken = await addAlertRule(world.ctx, ruleOf('Broken', at('user_agent.original', '=', 'bot')))
  const whole = await addAlertRule(world.ctx, ruleOf('Whole', at('service.name', '=', 'web')))
  const failing: Context = {
    ...world.ctx,
    engine: {
      ...world.ctx.engine,
      query: async (sql, ...rest) => {
        if (sql.includes('evidence.events')) throw new Problem(evidenceUnavailable, 'The question took too long.')
        return world.ctx.engine.query(sql, ...rest)
      },
    },
  }
  await expect(detectSignals(failing)).rejects.toThrow('the alert rule "Broken" failed: The question took too long.')
  expect(await getAlertRule(world.ctx, broken.id)).toMatchObject({
    state: 'failing',
    failure: 'The question took too long.',
  })
  expect(await getAlertRule(world.ctx, whole.id)).toMatchObject({ state: 'quiet', failure: null })
  await detectSignals(world.ctx)
  expect(await getAlertRule(world.ctx, broken.id)).toMatchObject({ state: 'quiet', failure: null })
  await removeAlertRule(world.ctx, broken.id)
  await removeAlertRule(world.ctx, whole.id)
})

test('what is looked at minute by minute as it comes in, by two processes, is what a replay finds afterwards', async () => {
  const [busyFrom, hours] = [startsAt + 67 * 60 * minute, 2.4]
  const shift = endsAt + 30 * minute - busyFrom
  const some = lines
    .filter(({ at }) => at >= busyFrom && at < busyFrom + hours * 60 * minute)
    .map((line) => ({ ...line, at: line.at + shift }))
  const trigger = {
    kind: 'threshold' as const,
    events: at('http.response.status_code', '=', 404),
    atLeast: 2,
    windowMinutes: 10,
  }
  const rule = await addAlertRule(world.ctx, {
    name: 'Some missing',
    trigger,
    holdMinutes: 2,
    level: 'notice',
    team: null,
  })
  const begins = busyFrom + shift
  for (let to = begins; to <= begins + hours * 60 * minute; to += minute) {
    world.clock.advance(to - world.clock.now().getTime())
    await world.send(some.filter(({ at }) => at >= to - minute && at < to).map(eventOf))
    // Something comes in every minute, or nobody knows that the minute is over.
    await world.send([
      { ...eventOf(some[0]!), timestamp: new Date(to).toISOString(), 'http.response.status_code': 200 },
    ])
    await world.intake.flush()
    await Promise.all([detectSignals(world.ctx), detectSignals(world.ctx)])
  }
  const { items } = await listSignals(world.ctx, { limit: 200 })
  const lived = items.filter((one) => one.rule?.id === rule.id).toReversed()
  const { firings } = await replayAlertRule(world.ctx, {
    trigger,
    holdMinutes: 2,
    from: new Date(begins).toISOString(),
  })
  expect(firings.length).toBeGreaterThan(1)
  expect(lived.map(({ firstSeenAt, rule, recoveredAt }) => [firstSeenAt, rule!.peak, recoveredAt])).toEqual(
    firings.map(({ from, peak, endedAt }) => [from, peak, endedAt]),
  )
  expect(lived.map(({ detectedAt }) => detectedAt)).toEqual(firings.map(({ firedAt }) => firedAt))
}, 240_000)
