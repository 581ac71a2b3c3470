import { afterAll, beforeAll, expect, test } from 'vitest'
import { acceptEvents } from '@bellwether/contract/evidence.ts'
import { listPages } from '@bellwether/contract/pager.ts'
import {
  addAlertRule,
  type AlertRule,
  alertRulesMax,
  changeAlertRule,
  getAlertRule,
  keepReplay,
  listAlertRules,
  listAlertRuleVersions,
  listReplays,
  listSignals,
  pauseAlertRule,
  removeAlertRule,
  replayAlertRule,
} from '@bellwether/contract/signals.ts'
import { urlOf } from '@bellwether/contract/url-of.ts'
import { startWorld, type World } from '../../testing/start-world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld({ evidence: true })
}, 60_000)
afterAll(() => world.stop())

interface Traffic {
  readonly service: string
  readonly requests: number
  readonly failing?: number
  readonly message?: string
}

/** Lets a minute pass in which these requests come in, evenly, each by another customer. */
async function passMinute(...traffic: Traffic[]): Promise<void> {
  const from = world.clock.now().getTime()
  const lines = traffic.flatMap(({ service, requests, failing = 0, message }) =>
    Array.from({ length: requests }, (_, n) =>
      JSON.stringify({
        timestamp: new Date(from + (n * 59_000) / requests).toISOString(),
        kind: 'request',
        'service.name': service,
        'customer.id': `customer-${n}`,
        'http.response.status_code': n < failing ? 500 : 200,
        ...(n < failing && message !== undefined ? { 'error.message': message } : {}),
      }),
    ),
  )
  // So that the minute is known to be over.
  lines.push(
    JSON.stringify({ timestamp: new Date(from + 60_000).toISOString(), 'service.name': 'ticker', kind: 'request' }),
  )
  world.clock.advance(60_000)
  const headers = { 'content-type': 'application/x-ndjson' }
  await world.ana.raw(urlOf(acceptEvents, {}), { method: 'POST', headers, body: lines.join('\n') })
  await world.forward({})
}

const failuresOf = (service: string) => ({
  where: { field: 'service.name', op: '=' as const, value: service },
  errors: true,
})
const allOf = (service: string) => ({ ...failuresOf(service), errors: false })
const threshold = (service: string, atLeast = 5) => ({
  kind: 'threshold' as const,
  events: failuresOf(service),
  atLeast,
  windowMinutes: 2,
})
const ruleOf = (name: string, trigger: AlertRule['trigger'], over: { level?: 'page' | 'notice'; team?: string } = {}) =>
  world.ana.call(addAlertRule, { body: { name, trigger, level: 'notice', ...over } })
const stateOf = async (id: string) => (await world.ana.call(getAlertRule, { params: { id } })).state
const signalsOf = async (id: string) =>
  (await world.ana.call(listSignals, { query: { limit: 200 } })).items.filter(({ rule }) => rule?.id === id)
const openPages = async () => (await world.ana.call(listPages, {})).items.filter(({ state }) => state !== 'resolved')

test('where there is no evidence the history says nothing', async () => {
  const replayed = await world.ana.call(replayAlertRule, { body: { trigger: threshold('checkout') } })
  expect(replayed).toMatchObject({ count: 0, isCut: true, points: [], from: replayed.to })
})

test('a rule that fires opens one signal and wakes its team; it ends with its page when the rule holds no more', async () => {
  await world.team('billing')
  const rule = await ruleOf('Checkout fails', threshold('checkout'), { level: 'page', team: 'billing' })
  expect(rule).toMatchObject({ version: 1, state: 'unseen', team: { slug: 'billing' }, lastFiredAt: null })
  await passMinute({ service: 'checkout', requests: 10 })
  expect(await stateOf(rule.id)).toBe('quiet')
  await passMinute({ service: 'checkout', requests: 10, failing: 5 })
  await passMinute({ service: 'checkout', requests: 10, failing: 2 })
  const [signal, ...others] = await signalsOf(rule.id)
  expect(others).toEqual([])
  expect(signal).toMatchObject({
    detector: 'alert-rule',
    level: 'page',
    class: null,
    customers: null,
    recoveredAt: null,
    rule: { name: 'Checkout fails', version: 1, peak: 7 },
  })
  const [page] = await openPages()
  expect(page).toMatchObject({ title: 'Checkout fails', team: { slug: 'billing' } })
  expect(page!.body).toContain('5 events in 2 minutes; it fires at 5.')
  expect(await stateOf(rule.id)).toBe('firing')
  for (let n = 0; n < 7; n += 1) await passMinute({ service: 'checkout', requests: 10 })
  expect((await signalsOf(rule.id))[0]!.recoveredAt).not.toBeNull()
  expect(await openPages()).toEqual([])
  const listed = await world.ana.call(getAlertRule, { params: { id: rule.id } })
  expect(listed).toMatchObject({ state: 'quiet', lastFiredAt: signal!.detectedAt })
}, 120_000)

test('each change is another version that is kept; what looks or wakes otherwise begins anew, another name does not', async () => {
  const rule = await ruleOf('Mail fails', threshold('mailer'))
  await passMinute({ service: 'mailer', requests: 10, failing: 9 })
  expect(await signalsOf(rule.id)).toMatchObject([{ recoveredAt: null }])
  const body = { name: 'Mailer fails', trigger: threshold('mailer'), level: 'notice' as const, version: 1 }
  const params = { id: rule.id }
  expect(await world.ana.call(changeAlertRule, { params, body })).toMatchObject({ version: 2, state: 'firing' })
  await expect(world.ana.call(changeAlertRule, { params, body })).rejects.toThrow('/problems/conflict')
  const louder = { ...body, level: 'page' as const, version: 2 }
  expect(await world.ana.call(changeAlertRule, { params, body: louder })).toMatchObject({ version: 3, state: 'unseen' })
  await passMinute({ service: 'mailer', requests: 10, failing: 9 })
  expect((await openPages()).map(({ title }) => title)).toEqual(['Mailer fails'])
  const stricter = { ...body, trigger: threshold('mailer', 100), version: 3 }
  expect(await world.ana.call(changeAlertRule, { params, body: stricter })).toMatchObject({
    version: 4,
    state: 'unseen',
  })
  expect(await signalsOf(rule.id)).toMatchObject([
    { recoveredAt: expect.any(String), rule: { name: 'Mailer fails', version: 3 } },
    { recoveredAt: expect.any(String), rule: { name: 'Mail fails', version: 1 } },
  ])
  const { items } = await world.ana.call(listAlertRuleVersions, { params })
  expect(items.map(({ version, name, trigger }) => [version, name, 'atLeast' in trigger && trigger.atLeast])).toEqual([
    [4, 'Mailer fails', 100],
    [3, 'Mailer fails', 5],
    [2, 'Mailer fails', 5],
    [1, 'Mail fails', 5],
  ])
}, 60_000)

test('a rule that rests looks at nothing and its signal ends; one that was removed leaves its versions and replays', async () => {
  const rule = await ruleOf('Fonts fail', threshold('fonts'))
  const params = { id: rule.id }
  await passMinute({ service: 'fonts', requests: 10, failing: 9 })
  expect(await stateOf(rule.id)).toBe('firing')
  expect(await world.ana.call(pauseAlertRule, { params, body: { isPaused: true } })).toMatchObject({ state: 'paused' })
  await passMinute({ service: 'fonts', requests: 10, failing: 9 })
  expect(await signalsOf(rule.id)).toMatchObject([{ recoveredAt: expect.any(String) }])
  await world.ana.call(pauseAlertRule, { params, body: { isPaused: false } })
  await passMinute({ service: 'fonts', requests: 10, failing: 9 })
  expect(await stateOf(rule.id)).toBe('firing')
  const kept = await world.ana.call(keepReplay, { params, body: {} })
  expect(kept).toMatchObject({ version: 1, count: 1, isCut: true, madeBy: { name: 'Ana' } })
  await world.ana.call(removeAlertRule, { params })
  expect((await signalsOf(rule.id)).filter(({ recoveredAt }) => recoveredAt === null)).toEqual([])
  expect((await world.ana.call(listAlertRules, {})).items.map(({ id }) => id)).not.toContain(rule.id)
  expect((await world.ana.call(listAlertRuleVersions, { params })).items).toHaveLength(1)
  expect((await world.ana.call(listReplays, { params })).items).toEqual([kept])
  await expect(world.ana.call(removeAlertRule, { params })).rejects.toThrow('There is no such alert rule.')
}, 60_000)

test('a share, a burning budget, an absence and a new error fire as well, live as in the history', async () => {
  const bad = { where: { and: [] }, errors: true }
  const triggers: AlertRule['trigger'][] = [
    { kind: 'ratio', events: allOf('images'), bad, shareMin: 0.5, eventsMin: 10, windowMinutes: 2 },
    {
      kind: 'burn-rate',
      events: allOf('images'),
      bad,
      objective: 0.99,
      rateMin: 14.4,
      longMinutes: 10,
      shortMinutes: 2,
      eventsMin: 10,
    },
    { kind: 'new-class', events: allOf('images'), customersMin: 6 },
    { kind: 'absence', events: allOf('feeds'), quietMinutes: 2 },
  ]
  const rules = await Promise.all(triggers.map((trigger) => ruleOf(trigger.kind, trigger)))
  // A class is new only where the evidence reaches back half an hour.
  for (let n = 0; n < 3; n += 1) {
    world.clock.advance(10 * 60_000)
    await passMinute({ service: 'images', requests: 10 }, { service: 'feeds', requests: 1 })
  }
  for (const { id } of rules) expect(await stateOf(id)).toBe('quiet')
  for (let n = 0; n < 3; n += 1)
    await passMinute({ service: 'images', requests: 12, failing: 8, message: 'no such codec' })
  for (const { id, trigger } of rules) expect([trigger.kind, await stateOf(id)]).toEqual([trigger.kind, 'firing'])
  for (const { id, trigger } of rules) {
    const { firings } = await world.ana.call(replayAlertRule, { body: { trigger } })
    const [signal] = await signalsOf(id)
    expect(firings.at(-1)).toMatchObject({ from: signal!.firstSeenAt, endedAt: null, peak: signal!.rule!.peak })
  }
}, 60_000)

test('what cannot be asked is said where it stands', async () => {
  const wrong = { where: { field: 'service.name', op: '<' as const, value: 'x' }, errors: false }
  const trigger = { ...threshold('x'), events: wrong }
  await expect(ruleOf('Wrong', trigger)).rejects.toThrow('/trigger/events/where')
  await expect(world.ana.call(replayAlertRule, { body: { trigger } })).rejects.toThrow('/trigger/events/where')
  const now = world.clock.now().getTime()
  const long = { trigger: threshold('x'), from: new Date(now - 40 * 86_400_000).toISOString() }
  await expect(world.ana.call(replayAlertRule, { body: long })).rejects.toThrow('A replay takes at most 31 days.')
})

test('there may be so many', async () => {
  const { items } = await world.ana.call(listAlertRules, {})
  for (let n = items.length; n < alertRulesMax; n += 1) await ruleOf(`Rule ${n}`, threshold('nothing'))
  await expect(ruleOf('One more', threshold('nothing'))).rejects.toThrow('/problems/too-many-alert-rules')
  for (const { id } of (await world.ana.call(listAlertRules, {})).items)
    await world.ana.call(removeAlertRule, { params: { id } })
}, 60_000)
