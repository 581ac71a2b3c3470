import { afterAll, beforeAll, expect, test } from 'vitest'
import { listNewClasses } from '../evidence/evidence.ts'
import { openEvidenceWorld, type EvidenceWorld } from '../evidence/evidence.builders.ts'
import type { Context } from '../platform/context.ts'
import type { Detector, Finding } from './detector.ts'
import { newClass } from './new-class.detector.ts'
import { detectSignals, listSignals } from './signals.ts'

const startsAt = new Date('2026-11-20T15:00:00Z')
let world: EvidenceWorld
let found: Finding

/** An hour of requests, and in its last minute an error that 30 customers share: worth a notice. */
function* hourWithNewError(): Iterable<object> {
  for (let second = 0; second < 3600; second += 5) {
    const isBroken = second >= 3540
    for (let customer = 0; customer < (isBroken ? 30 : 1); customer += 1)
      yield {
        timestamp: new Date(startsAt.getTime() + second * 1000).toISOString(),
        kind: 'request',
        'service.name': 'proxy',
        'customer.id': `customer-${customer}`,
        'http.response.status_code': isBroken ? 502 : 200,
        ...(isBroken ? { 'error.message': 'upstream closed the connection' } : {}),
      }
  }
}

beforeAll(async () => {
  world = await openEvidenceWorld(new Date(startsAt.getTime() + 3_600_000))
  await world.send(hourWithNewError())
  await world.intake.flush()
  const rule = { withinHours: 24, windowMinutes: 60, historyMinutes: 30, errorsMin: 1, customersMin: 1 }
  const [only] = await listNewClasses(world.ctx, rule)
  found = { ...only!, subject: only!.classId }
}, 60_000)
afterAll(() => world.stop())

/** A detector of the test's own that always sees the same. */
const seeing = (name: string, ...subjects: string[]): Detector => ({
  name,
  look: async () => subjects.map((subject) => ({ ...found, subject })),
})
const broken: Detector = {
  name: 'broken',
  look: async () => {
    throw new Error('it stumbles')
  },
}
const opened = async (detector: string): Promise<string[]> =>
  (await listSignals(world.ctx, { limit: 50 })).items
    .filter((one) => one.detector === detector)
    .map((one) => one.subject)
    .toSorted()

test('a detector that fails does not stop the others, is named in the log, and the schedule hears of it', async () => {
  const said: unknown[] = []
  const log = { error: (...words: unknown[]) => said.push(words) } as unknown as Context['log']
  const detected = detectSignals({ ...world.ctx, log }, [broken, seeing('after-it', 'one')])
  await expect(detected).rejects.toThrow('the detector broken failed: it stumbles')
  expect(await opened('after-it')).toEqual(['one'])
  expect(said).toEqual([[expect.objectContaining({ detector: 'broken', error: 'it stumbles' }), 'a detector failed']])
})

test('two detectors with one subject have a signal each; a second look opens none', async () => {
  const both = [newClass, seeing('louder', found.classId)]
  expect(await detectSignals(world.ctx, both)).toMatchObject({ opened: 2 })
  expect(await detectSignals(world.ctx, both)).toMatchObject({ opened: 0 })
  expect([await opened('new-class'), await opened('louder')]).toEqual([[found.classId], [found.classId]])
})

test('of many processes that look at once one opens the signal of each subject', async () => {
  const looks = Array.from({ length: 4 }, () => detectSignals(world.ctx, [seeing('busy', 'here', 'there')]))
  const counts = (await Promise.all(looks)).map((count) => count.opened)
  expect(counts.reduce((sum, count) => sum + count)).toBe(2)
  expect(await opened('busy')).toEqual(['here', 'there'])
})

test('a failing detector’s open signals are followed all the same', async () => {
  await detectSignals(world.ctx, [seeing('broken', 'left alone')])
  const later = new Date(startsAt.getTime() + 3_600_000)
  const quiet = Array.from({ length: 240 }, (_, n) => ({
    timestamp: new Date(later.getTime() + n * 5000).toISOString(),
    kind: 'request',
    'service.name': 'proxy',
    'customer.id': 'customer-0',
    'http.response.status_code': 200,
  }))
  world.clock.advance(20 * 60_000)
  await world.send(quiet)
  await world.intake.flush()
  await expect(detectSignals(world.ctx, [broken])).rejects.toThrow('it stumbles')
  const all = (await listSignals(world.ctx, { limit: 50 })).items
  expect(all.length).toBeGreaterThan(5)
  expect(all.filter((one) => one.recoveredAt === null)).toEqual([])
})
