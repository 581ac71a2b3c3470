import { afterAll, beforeAll, expect, test } from 'vitest'
import * as pager from '@bellwether/contract/pager.ts'
import { createToken, getMe } from '@bellwether/contract/people.ts'
import { publicIntakes } from '../demo/public-intakes.ts'
import { startWorld, type World } from '../testing/start-world.ts'

/* Friday 16:00 in San Francisco; London and Sydney are at home. */
let world: World
beforeAll(async () => {
  world = await startWorld({ startsAt: '2026-01-10T00:00:00.000Z' })
})
afterAll(() => world.stop())

const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'] as const
const window = (service = 'proxy', at?: string) =>
  world.ana.call(pager.getDeployWindow, { query: { service, ...(at === undefined ? {} : { at }) } })

test('without a rota that watches customers nothing is claimed', async () => {
  expect(await window()).toMatchObject({ verdict: 'unknown', check: { conclusion: 'neutral' } })
})

test('is closed because nobody is there, opens when somebody is, and goes by name and reason', async () => {
  const { person } = await world.ana.call(getMe, {})
  const office = (timeZone: string, from: string, until: string) => ({
    timeZone,
    startsOn: '2026-01-05',
    people: [person.id],
    hours: [{ days: [...days], from, until, daysLater: 0 }],
  })
  const layers = [
    office('America/Los_Angeles', '09:00', '17:00'),
    office('Europe/London', '09:00', '17:00'),
    office('Australia/Sydney', '08:00', '16:00'),
  ]
  await world.ana.call(pager.addRota, { body: { team: 'support', name: 'Tickets', work: 'tickets', layers } })
  const closed = await window()
  expect(closed).toMatchObject({
    verdict: 'closed',
    watched: [
      { hours: 8, watchedHours: 1 },
      { hours: 24, watchedHours: 1 },
      { hours: 48, watchedHours: 4 },
    ],
    coverEndsAt: '2026-01-10T01:00:00.000Z',
    nextEyesAt: '2026-01-11T21:00:00.000Z',
    opensAt: '2026-01-11T21:00:00.000Z',
    check: { conclusion: 'failure' },
  })
  expect(closed.line).toBe(
    'Closed: somebody watches customers in only 1 of the next 8 hours, until 2026-01-10T01:00Z. Next eyes: 2026-01-11T21:00Z. It opens: 2026-01-11T21:00Z.',
  )
  expect((await window('proxy', '2026-01-13T18:00:00.000Z')).verdict).toBe('open')

  const body = { service: 'proxy', reason: 'A hole that is used' }
  const { token } = await world.ana.call(createToken, {
    body: { name: 'pipeline', permissions: ['pager.acknowledge', 'pager.read'] },
  })
  const pipeline = publicIntakes({ url: world.app.url, smtpPort: world.app.smtpPort }, token)
  await expect(pipeline.call(pager.overrideDeployWindow, { body })).rejects.toThrow(/400/)
  const overridden = await pipeline.call(pager.overrideDeployWindow, { body: { ...body, by: 'Yuki' } })
  expect(overridden).toMatchObject({ verdict: 'open', override: { by: 'Yuki', reason: body.reason } })
  // Of no other service, and not for ever.
  expect((await window('billing')).verdict).toBe('closed')
  const holding = async () =>
    (await world.ana.call(pager.listDeployOverrides, {})).items.map(({ service, by, reason }) => [service, by, reason])
  expect(await holding()).toEqual([['proxy', 'Yuki', body.reason]])
  await world.forward({ minutes: 121 })
  expect(await window()).toMatchObject({
    verdict: 'closed',
    override: null,
    line: expect.stringContaining('nobody watches'),
  })
  expect(await holding()).toEqual([])
})

test('what lets a service go is listed, and ended by whoever may, however often it was said', async () => {
  for (const reason of ['First', 'Again'])
    await world.ana.call(pager.overrideDeployWindow, { body: { service: 'edge', reason, hours: 2 } })
  await world.ana.call(pager.overrideDeployWindow, { body: { service: 'mail', reason: 'Other', hours: 2 } })
  const { items } = await world.ana.call(pager.listDeployOverrides, {})
  expect(items.map(({ service }) => service).toSorted()).toEqual(['edge', 'mail'])
  const params = { id: items.find(({ service }) => service === 'edge')?.id ?? '' }
  const { token } = await world.ana.call(createToken, { body: { name: 'reads', permissions: ['pager.read'] } })
  const reader = publicIntakes({ url: world.app.url, smtpPort: world.app.smtpPort }, token)
  await expect(reader.call(pager.endDeployOverride, { params })).rejects.toThrow(/403/)
  expect(await world.ana.call(pager.endDeployOverride, { params })).toEqual({ service: 'edge' })
  expect((await window('edge')).override).toBeNull()
  expect((await world.ana.refused(pager.endDeployOverride, { params })).status).toBe(404)
  expect((await window('mail')).override).toMatchObject({ reason: 'Other' })
})

test('asks of a service what was set for it', async () => {
  const rule = { hours: 1, watchedHours: 0, refuses: true }
  const set = (service: string | null, one: pager.DeployRule | null) =>
    world.ana.call(pager.setDeployRule, { body: { service, rule: one } })
  await set('docs-site', rule)
  await set(null, { hours: 8, watchedHours: 6, refuses: false })
  expect([(await window('docs-site')).verdict, (await window()).verdict]).toEqual(['open', 'warned'])
  const { items, standard } = await set('docs-site', null)
  expect([items, standard.refuses]).toEqual([[], false])
  const tooMuch = { service: null, rule: { ...rule, watchedHours: 2 } }
  const { problem } = await world.ana.refused(pager.setDeployRule, { body: tooMuch })
  expect(problem.errors).toMatchObject([{ pointer: '/rule/watchedHours' }])
})
