import { expect, test } from 'vitest'
import { isSecret, withoutSecrets } from './exchange.ts'

test.each([
  ['https://a.test/x?token=s3cr3t&page=2', 'https://a.test/x?token=•••&page=2'],
  [
    'https://a.test/x?page=2&X-Amz-Signature=abc&API_KEY=k#access_token=t',
    'https://a.test/x?page=2&X-Amz-Signature=•••&API_KEY=•••#access_token=•••',
  ],
  ['https://ana:pw@a.test/x', 'https://•••@a.test/x'],
  ['https://a.test/x?page=2&keyword=cdn&sort=name', 'https://a.test/x?page=2&keyword=cdn&sort=name'],
  ['/mail@home?to=ana@a.test', '/mail@home?to=ana@a.test'],
])('%s is shown without what opens doors', (url, shown) => expect(withoutSecrets(url)).toBe(shown))

test('a header is hidden by what its name says', () => {
  const hidden = ['Authorization', 'Set-Cookie', 'X-Api-Key', 'X-CSRF-Token', 'PRIVATE-TOKEN', 'X-Amz-Security-Token']
  expect(hidden.filter((name) => !isSecret({ name, value: '' }))).toEqual([])
  expect(
    ['Host', 'Cache-Control', 'X-Cache', 'Surrogate-Key', 'Content-Type'].filter((name) =>
      isSecret({ name, value: '' }),
    ),
  ).toEqual([])
})
