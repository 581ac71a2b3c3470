import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as pager from '@bellwether/contract/pager.ts'
import { startWorld, type World } from '../../testing/start-world.ts'
import { alertBuilders } from '../pager.builders.ts'

let world: World
beforeAll(async () => {
  world = await startWorld({ startsAt: '2026-01-16T18:30:00.000Z' })
})
afterAll(() => world.stop())

const { givenSource, alertsOf, pageOf } = alertBuilders(() => world)
type Source = Awaited<ReturnType<typeof givenSource>>

async function send({ webhookUrl }: Pick<Source, 'webhookUrl'>, body: unknown) {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const response = await fetch(new URL(webhookUrl, world.app.url), { method: 'POST', body: text })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

const mapping: pager.Mapping = {
  title: '{{check.name}} on {{host}}',
  key: '{{check.id}}/{{host}}',
  severity: 'check.level',
  words: { critical: ['5'], error: [], warning: [], info: ['1'] },
  resolvedWhen: { at: 'check.state', is: ['green'] },
  body: null,
}
const checked = (state: string) => ({ host: 'db-1', check: { id: 7, name: 'Disk', level: 5, state } })

describe('a webhook of any JSON', () => {
  test('pages by what it says; the same title is the same alert', async () => {
    const source = await givenSource()
    expect(await send(source, { title: 'Backup failed', level: 'critical' })).toMatchObject({
      status: 202,
      body: { status: 'accepted', action: 'trigger' },
    })
    await send(source, { title: 'Backup failed' })
    const [alert, ...others] = await alertsOf(source)
    expect(others).toEqual([])
    expect(alert).toMatchObject({ title: 'Backup failed', count: 2, state: 'open' })
    expect((await pageOf(alert?.pageId)).body).toContain('level: critical')
    await send(source, { title: 'Backup failed', status: 'resolved' })
    expect((await pageOf(alert?.pageId)).state).toBe('resolved')
  })

  test('is read by the mapping of its source', async () => {
    const source = await givenSource()
    const params = { id: source.id }
    expect(await world.ana.call(pager.setMapping, { params, body: { mapping } })).toEqual({ mapping })
    expect(await world.ana.call(pager.getMapping, { params })).toEqual({ mapping })
    await send(source, checked('red'))
    expect(await alertsOf(source)).toMatchObject([{ key: '7/db-1', title: 'Disk on db-1', severity: 'critical' }])
    await send(source, checked('green'))
    expect(await alertsOf(source)).toMatchObject([{ state: 'resolved' }])
    await world.ana.call(pager.setMapping, { params, body: { mapping: null } })
    await send(source, { ...checked('red'), title: 'Plain' })
    expect((await alertsOf(source)).map(({ title }) => title)).toContain('Plain')
  })

  test.each([
    ['no JSON', '{"title":', 400],
    ['no object', '[]', 400],
    ['nothing', {}, 400],
    ['too much', { title: 'x'.repeat(600_000) }, 413],
  ])('of %s is refused with what to do', async (_, body, status) => {
    const source = await givenSource()
    expect(await send(source, body)).toMatchObject({ status, body: { status: 'refused', message: expect.any(String) } })
    expect(await alertsOf(source)).toEqual([])
  })

  test('of hostile text is kept as far as it is text, and that nests too deep is refused or read', async () => {
    const source = await givenSource()
    expect((await send(source, { title: '\u0000\uD800{{constructor}}', id: { a: 1 } })).status).toBe(202)
    expect((await alertsOf(source))[0]?.title).toContain('{{constructor}}')
    const deep = `{"title":"Deep","deep":${'['.repeat(100_000)}${']'.repeat(100_000)}}`
    expect([202, 400]).toContain((await send(source, deep)).status)
  })

  test('with a wrong key says nothing of which there are', async () => {
    const { webhookUrl } = await givenSource()
    const wrong = webhookUrl.replace(/[^/]+$/, randomUUID())
    expect(await send({ webhookUrl: wrong }, { title: 'x' })).toMatchObject({ status: 404 })
  })
})

describe('a mapping is tried on a sample', () => {
  const tried = async (sample: string, of: pager.Mapping | null = mapping) => {
    const { id } = await givenSource()
    return world.ana.call(pager.tryMapping, { params: { id }, body: { mapping: of, sample } })
  }

  test('that says what it would be', async () => {
    expect(await tried(JSON.stringify(checked('green')))).toMatchObject({
      action: 'resolve',
      title: 'Disk on db-1',
      key: '7/db-1',
      severity: 'critical',
      missed: [],
    })
    expect(await tried('{"text":"Other"}', { ...mapping, title: 'no.title' })).toMatchObject({
      title: 'Other',
      missed: ['title', 'key', 'severity', 'resolvedWhen'],
    })
  })

  test.each([['{'], ['[]'], ['7']])('that is %j is refused', async (sample) => {
    const { id } = await givenSource()
    const input = { params: { id }, body: { mapping: null, sample } }
    const { status, problem } = await world.ana.refused(pager.tryMapping, input)
    expect([status, problem.errors?.[0]?.pointer]).toEqual([400, '/sample'])
  })

  test('of no source is not found', async () => {
    const params = { id: randomUUID() }
    expect((await world.ana.refused(pager.getMapping, { params })).status).toBe(404)
    expect((await world.ana.refused(pager.setMapping, { params, body: { mapping: null } })).status).toBe(404)
    const body = { mapping: null, sample: '{"a":1}' }
    expect((await world.ana.refused(pager.tryMapping, { params, body })).status).toBe(404)
  })

  test('with too many places, or none to look at, is refused', async () => {
    const { id } = await givenSource()
    for (const title of ['{{a}}'.repeat(21), ' ']) {
      const input = { params: { id }, body: { mapping: { ...mapping, title } } }
      expect((await world.ana.refused(pager.setMapping, input)).problem.errors?.[0]?.pointer).toBe('/mapping/title')
    }
  })
})
