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

test.each([
  'X-Api-Key',
  'aws_secret_access_key',
  'AWS_ACCESS_KEY_ID',
  'secretKey',
  'signing_key',
  'ssh-private-key',
  'Proxy-Authorization',
  'Set-Cookie',
  'db_pwd',
  'passphrase',
  'awsCredentials',
  'tokens',
])('it hides what stands under %s', (name) => {
  expect(payloadOf({ [name]: 'opens-something' })).not.toContain('opens-something')
})

test.each(['dedup_key', 'key', 'groupKey', 'monkey', 'keyboard', 'primary_key', 'token_count', 'author'])(
  'it shows what stands under %s',
  (name) => {
    expect(payloadOf({ [name]: 'opens-nothing' })).toContain('opens-nothing')
  },
)

test('it hides the password within an address', () => {
  const sent = { url: 'see https://ci:pass%20word@ci.test/job/1 and postgres://app:hunter2@db:5432/x', at: '12:30@x' }
  expect(JSON.parse(payloadOf(sent))).toEqual({
    url: 'see https://ci:•••@ci.test/job/1 and postgres://app:•••@db:5432/x',
    at: '12:30@x',
  })
})
