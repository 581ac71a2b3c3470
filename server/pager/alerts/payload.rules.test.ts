import { expect, test } from 'vitest'
import { payloadOf } from './payload.rules.ts'

test('it is readable JSON, without what opens something by its name', () => {
  const sent = {
    routing_key: 'k1',
    payload: { summary: 'Disk', 'api-key': 'k2', dbPassword: 'k3', AccessToken: 'k4', Authorization: 'k5', token: '' },
    list: [{ client_secret: 'k6', key: 'disk' }],
  }
  const kept = payloadOf(sent)
  expect(JSON.parse(kept)).toEqual({
    routing_key: '•••',
    payload: {
      summary: 'Disk',
      'api-key': '•••',
      dbPassword: '•••',
      AccessToken: '•••',
      Authorization: '•••',
      token: '',
    },
    list: [{ client_secret: '•••', key: 'disk' }],
  })
  expect(kept.split('\n').length).toBeGreaterThan(10)
})

test('it is cut where it is long, and nothing where it cannot be written', () => {
  const long = payloadOf({ text: '😀'.repeat(20_000) })
  expect([long.length <= 20_002, long.isWellFormed(), long.endsWith('\n…')]).toEqual([true, true, true])
  let deep: unknown = 'x'
  for (let n = 0; n < 200_000; n += 1) deep = [deep]
  expect(payloadOf(deep)).toBe('')
})
