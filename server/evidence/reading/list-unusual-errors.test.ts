import { afterAll, beforeAll, expect, test } from 'vitest'
import { openEvidenceWorld, type EvidenceWorld } from '../evidence.builders.ts'
import { listUnusualErrors } from './list-unusual-errors.ts'
import { listErrorClasses } from './get-timeline.ts'

const now = new Date('2026-11-20T16:00:00Z')
const minute = 60_000
let world: EvidenceWorld
let reader: EvidenceWorld['ctx']

/** Events of a customer, one a minute from so long ago until so long ago; without words they are good ones. */
function* minutely(customer: string, ago: { from: number; to: number }, words?: string): Generator<object> {
  for (let at = ago.from; at > ago.to; at -= 1)
    yield {
      timestamp: new Date(now.getTime() - at * minute).toISOString(),
      'service.name': 'cache',
      'customer.id': customer,
      'http.response.status_code': words === undefined ? 200 : 502,
      ...(words === undefined ? {} : { 'error.message': words }),
    }
}

beforeAll(async () => {
  world = await openEvidenceWorld(now)
  const twoDays = { from: 2 * 1440, to: 0 }
  await world.send([
    ...minutely('acme', twoDays),
    ...minutely('acme', twoDays, 'client closed the connection'),
    ...minutely('acme', { from: 60, to: 0 }, 'origin gone'),
    ...minutely('acme', { from: 6, to: 3 }, 'seldom'),
    ...Array.from({ length: 4 }, () => [...minutely('fresh', { from: 90, to: 0 })]).flat(),
    ...minutely('few', { from: 90, to: 0 }),
    ...minutely('few', { from: 60, to: 0 }, 'origin gone'),
    ...minutely('fresh', { from: 60, to: 0 }, 'origin gone'),
    ...minutely('broken', { from: 90, to: 0 }),
    ...minutely('broken', { from: 90, to: 0 }, 'origin gone'),
  ])
  await world.intake.flush()
  reader = world.as('evidence.read')
}, 60_000)
afterAll(() => world.stop())

const unusualOf = (customer: string, over: object = {}) =>
  listUnusualErrors(reader, {
    from: new Date(now.getTime() - 120 * minute),
    to: now,
    where: [`customer.id=${customer}`],
    ...over,
  })

test('of their errors the one that was not there before is unusual, and says since when', async () => {
  const { isJudged, items, before } = await unusualOf('acme')
  const classes = await listErrorClasses(reader, { where: ['customer.id=acme'] })
  const gone = classes.find(({ example }) => example === 'origin gone')
  expect(isJudged).toBe(true)
  expect(items).toEqual([{ id: gone?.id, errors: 60, errorsBefore: 0, since: '2026-11-20T15:00:00.000Z' }])
  expect(before).toEqual({ from: '2026-11-19T14:00:00.000Z', to: '2026-11-20T14:00:00.000Z' })
})

test('of somebody from whom nothing came before it is known what began while they were seen, and no more', async () => {
  expect(await unusualOf('fresh')).toMatchObject({
    isJudged: false,
    items: [{ errors: 60, errorsBefore: 0, since: '2026-11-20T15:00:00.000Z' }],
  })
  expect(await unusualOf('few')).toMatchObject({ isJudged: false, items: [] })
  expect(await unusualOf('broken')).toMatchObject({ isJudged: false, items: [] })
})

test('nor of errors alone, which say nothing of what went well', async () => {
  expect(await unusualOf('acme', { errors: true })).toMatchObject({ isJudged: false, items: [] })
})

test('of everybody alike, by the counts of each minute', async () => {
  expect(await unusualOf('acme', { where: [] })).toMatchObject({
    isJudged: true,
    items: [{ errors: 270, errorsBefore: 0 }],
  })
})

test('without the right nobody is told', async () => {
  await expect(listUnusualErrors(world.as(), {})).rejects.toMatchObject({ kind: { slug: 'forbidden' } })
})
