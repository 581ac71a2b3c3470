import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createToken } from '@bellwether/contract/people.ts'
import * as contract from '@bellwether/contract/probes.ts'
import { type Caller, callerFor } from '../../testing/caller.ts'
import { startWorld, type World } from '../../testing/start-world.ts'
import { openSite, probeBuilders, type Site } from '../probes.builders.ts'

/* A probe that is looked at from several places is down when most of them say so. */
let world: World
let site: Site
beforeAll(async () => {
  world = await startWorld()
  site = await openSite()
})
afterAll(async () => {
  await world.stop()
  site.stop()
})

const { get, given, look, pagesOf } = probeBuilders(() => world)
const http = (path: string) => ({ kind: 'http', url: `${site.url}${path}` })
const fine = { error: null, durationMs: 12, statusCode: 200, certificate: null }
const failed = { ...fine, error: 'the status is 503, not 200-299', statusCode: 503 }

async function givenToken(name: string): Promise<string> {
  const body = { name, permissions: ['probes.look' as const] }
  return (await world.ana.call(createToken, { body })).token
}
async function givenLocation(name: string): Promise<Caller> {
  const token = await givenToken(name)
  return callerFor(() => world.app.url, token)
}
/** What a location is asked for, and what it tells of a probe. */
async function tell(location: Caller, probeId: string, outcome: contract.Outcome, times = 1) {
  const { items } = await location.call(contract.listOwnProbes, {})
  const version = items.find(({ id }) => id === probeId)?.version ?? 0
  for (let n = 0; n < times; n += 1)
    await location.call(contract.tellLooks, { body: { looks: [{ probeId, version, outcome }] } })
}

describe('a probe of several locations', () => {
  test('is down when most of those that looked lately say so, and comes back when most do not any more', async () => {
    const [paris, oslo] = [await givenLocation('paris'), await givenLocation('oslo')]
    site.broken.add('/quorum')
    const { id } = await given(http('/quorum'), { tries: 2, locations: ['here', 'paris', 'oslo'] })
    await tell(paris, id, fine)
    await tell(oslo, id, fine)
    await look(id, 0)
    // One of three, however often.
    expect((await look(id)).state).toBe('failing')
    await tell(paris, id, failed)
    expect((await get(id)).state).toBe('failing')
    await tell(paris, id, failed)
    expect(await get(id)).toMatchObject({
      state: 'down',
      looks: [
        { location: 'here', failedInRow: 2 },
        { location: 'oslo', failedInRow: 0 },
        { location: 'paris', failedInRow: 2 },
      ],
    })
    expect((await pagesOf(id))[0]?.body.split('\n').slice(1)).toEqual([
      'here: the status is 503, not 200-299',
      'paris: the status is 503, not 200-299',
    ])
    await tell(paris, id, fine)
    expect((await get(id)).state).toBe('failing')
    expect(await pagesOf(id)).toMatchObject([{ state: 'resolved' }])
  })

  test('is judged without those that fell silent', async () => {
    const bonn = await givenLocation('bonn')
    site.broken.add('/silent')
    const { id } = await given(http('/silent'), { tries: 1, intervalSeconds: 60, locations: ['here', 'bonn'] })
    await tell(bonn, id, fine)
    expect((await look(id, 0)).state).toBe('failing')
    expect((await look(id, 60 * 4 + 1)).state).toBe('down')
  })

  test('that is looked at from elsewhere alone is not looked at from here', async () => {
    const rome = await givenLocation('rome')
    const { id } = await given(http('/elsewhere-alone'), { tries: 1, locations: ['rome'] })
    await tell(rome, id, failed)
    expect((await get(id)).state).toBe('down')
    await world.forward({ minutes: 2 })
    expect(site.asked).not.toContain('/elsewhere-alone')
  })
})

describe('a location', () => {
  test('is heard only of what it was asked for, as it is now', async () => {
    const [lima, other] = [await givenLocation('lima'), await givenLocation('quito')]
    const { id, name } = await given(http('/asked'), { locations: ['lima'] })
    const told = (who: Caller, version: number) =>
      who.call(contract.tellLooks, { body: { looks: [{ probeId: id, version, outcome: failed }] } })
    expect(await told(lima, 1)).toEqual({ taken: 1 })
    expect(await told(other, 1)).toEqual({ taken: 0 })
    const body = { team: 'support', name, check: http('/asked-anew') as contract.Check, locations: ['lima'] }
    await world.ana.call(contract.changeProbe, { params: { id }, body })
    expect(await told(lima, 1)).toEqual({ taken: 0 })
    await world.ana.call(contract.pauseProbe, { params: { id }, body: { isPaused: true } })
    expect((await lima.call(contract.listOwnProbes, {})).items).toEqual([])
  })

  test('is a program with a token of its own, which is not called as this place is', async () => {
    expect((await world.ana.refused(contract.listOwnProbes, {})).status).toBe(403)
    expect((await (await givenLocation('here')).refused(contract.listOwnProbes, {})).status).toBe(403)
    const { items } = await world.ana.call(contract.listLocations, {})
    expect(items.map(({ name }) => name)).toEqual(expect.arrayContaining(['here', 'paris']))
  })

  test('is a process, which looks, tells and ends when it is asked to', async () => {
    const { id } = await given(http('/process'), { locations: ['berlin'] })
    const program = fileURLToPath(new URL('../../bellwether.ts', import.meta.url))
    const token = await givenToken('berlin')
    const child = spawn(process.execPath, [program, 'probe', '--token', token], {
      env: { ...process.env, BELLWETHER_URL: world.app.url, WEBHOOK_NETWORKS: '127.0.0.1' },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const ended = once(child, 'exit')
    let words = ''
    child.stdout.on('data', (part: Buffer) => (words += part.toString()))
    await expect.poll(async () => (await get(id)).state, { timeout: 20_000 }).toBe('up')
    expect(words).toContain('Looks as berlin, at 1 probes.')
    expect(site.asked).toContain('/process')
    child.kill('SIGTERM')
    expect((await ended)[0]).toBe(0)
  }, 30_000)
})
