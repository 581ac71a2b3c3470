import { expect, test } from 'vitest'
import { spokenMessage } from './error-words.rules.ts'

test.each([
  ['upstream connect error: <*>', 'upstream connect error'],
  ['tls: handshake with <*> failed: certificate has expired', 'failed: certificate has expired'],
  [
    'connect() failed (<*>: Connection refused) while connecting to upstream',
    'Connection refused while connecting to upstream',
  ],
  ['[<*>] "GET <*>" answered 502', 'answered 502'],
  [
    'edge function of <*> ended before its response: idle origin connection closed (invocation <*>)',
    'ended before its response: idle origin connection closed',
  ],
  ['read (timeout) of [<*>] after {<*>} tries', 'read (timeout) of'],
  ['502 Bad Gateway', '502 Bad Gateway'],
  ['<*>', '…'],
  ['<*>: <*>', '…: …'],
])('%s is said as %s', (template, message) => {
  expect(spokenMessage(template)).toBe(message)
})
