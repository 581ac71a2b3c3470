import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addTeam, createToken } from '@bellwether/contract/people.ts'
import { acceptEvents } from '@bellwether/contract/evidence.ts'
import { type Caller, callerFor } from '../../testing/caller.ts'
import { startWorld, type World } from '../../testing/start-world.ts'

let world: World
let teams = 0
beforeAll(async () => {
  world = await startWorld({ evidence: true })
})
afterAll(() => world.stop())

const team = () => ({ slug: `team-${(teams += 1)}`, name: 'Team' })
const send = async (who: Caller, key: string, body: unknown, path = addTeam.path) => {
  const headers = { 'content-type': 'application/json', 'idempotency-key': key }
  const response = await who.raw(path, { method: 'POST', headers, body: JSON.stringify(body) })
  return { status: response.status, answer: (await response.json()) as Record<string, unknown> }
}
const countTeams = async (slug: string): Promise<number> =>
  (await world.sql(`select 1 from people.teams where slug = '${slug}'`)).length

describe('a write with an Idempotency-Key', () => {
  test('that is repeated answers the same and does nothing more', async () => {
    const body = team()
    const first = await send(world.ana, 'again', body)
    expect(first.status).toBe(201)
    expect(await send(world.ana, 'again', body)).toEqual(first)
    const audits = `select 1 from platform.audit_entries where action = 'people.add-team' and about_id = '${first.answer['id']}'`
    expect(await world.sql(audits)).toHaveLength(1)
  })

  test('that comes eight times at once is done once', async () => {
    const body = team()
    const answers = await Promise.all(Array.from({ length: 8 }, () => send(world.ana, 'at once', body)))
    expect(new Set(answers.map((one) => JSON.stringify(one))).size).toBe(1)
    expect([answers[0]?.status, await countTeams(body.slug)]).toEqual([201, 1])
  })

  test('that was refused is tried anew', async () => {
    const body = team()
    const bad = await send(world.ana, 'refused', { ...body, slug: 'Not A Slug' })
    expect(bad.status).toBe(400)
    expect((await send(world.ana, 'refused', body)).status).toBe(201)
  })

  test('is not mistaken for another write, nor for another caller’s', async () => {
    const body = team()
    await send(world.ana, 'mine', body)
    expect(await send(world.ana, 'mine', team())).toMatchObject({
      status: 422,
      answer: { type: '/problems/idempotency-key-reused' },
    })
    const { token } = await world.ana.call(createToken, { body: { name: 'other', permissions: ['people.write'] } })
    const other = callerFor(() => world.app.url, token)
    expect((await send(other, 'mine', body)).status).toBe(409)
  })

  test('whose answer shows a secret keeps it for the holder of the key alone', async () => {
    const body = { name: 'shown once', permissions: ['people.read'] }
    const first = await send(world.ana, 'the own key of a caller', body, createToken.path)
    expect((await send(world.ana, 'the own key of a caller', body, createToken.path)).answer).toEqual(first.answer)
    const kept = JSON.stringify(
      await world.sql('select k::text, encode(answer, $$escape$$) from platform.idempotent_answers k'),
    )
    for (const secret of [String(first.answer['token']), 'the own key of a caller', 'shown once'])
      expect(kept).not.toContain(secret)
  })

  test('of events stores them once', async () => {
    const line = `${JSON.stringify({ timestamp: '2026-01-16T15:59:00Z', 'service.name': 'once', kind: 'log' })}\n`
    const headers = { 'content-type': 'application/x-ndjson', 'idempotency-key': 'batch 7' }
    for (let turn = 0; turn < 2; turn += 1) {
      const response = await world.ana.raw(acceptEvents.path, { method: 'POST', headers, body: line })
      expect([response.status, await response.json()]).toMatchObject([202, { accepted: 1 }])
    }
    await world.app.flushEvidence()
    const found = await world.ana.raw('/api/evidence/events?where=service.name%3Donce')
    expect(((await found.json()) as { items: unknown[] }).items).toHaveLength(1)
  })

  test('longer than 200 characters is refused', async () => {
    expect((await send(world.ana, 'k'.repeat(201), team())).status).toBe(400)
  })

  test('is forgotten after a day', async () => {
    const body = team()
    await send(world.ana, 'old', body)
    await world.sql(`update platform.idempotent_answers set created_at = now() - interval '25 hours'`)
    await world.forward({ seconds: 1 })
    expect((await send(world.ana, 'old', body)).status).toBe(409)
  })
})
