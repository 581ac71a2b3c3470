import { randomBytes, randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { signToken, verifyToken } from './signed-token.ts'

const secret = randomBytes(32)

test('any id comes back out of its own token, whatever a mail system does to the case', () => {
  fc.assert(
    fc.property(fc.uuid(), (id) => {
      const token = signToken(secret, 'ticket', id)
      expect(token).toMatch(/^[a-z2-7]{42}$/)
      expect(verifyToken(secret, 'ticket', token.toUpperCase())).toBe(id)
    }),
  )
})

test('a token for another purpose, of another installation or with one character changed is refused', () => {
  const token = signToken(secret, 'ticket', randomUUID())
  expect(verifyToken(secret, 'page', token)).toBeUndefined()
  expect(verifyToken(randomBytes(32), 'ticket', token)).toBeUndefined()
  for (let at = 0; at < token.length; at += 1)
    for (const other of 'abcdefghijklmnopqrstuvwxyz234567'.replace(token[at] ?? '', ''))
      expect(verifyToken(secret, 'ticket', token.slice(0, at) + other + token.slice(at + 1))).toBeUndefined()
  expect(verifyToken(secret, 'ticket', 'nonsense')).toBeUndefined()
})
