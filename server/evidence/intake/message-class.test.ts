import { expect, test } from 'vitest'
import { messageClass, messageTemplate } from './message-class.ts'

test.each([
  ['upstream 10.2.3.4:8443 timed out after 1500 ms', 'upstream <*> timed out after <*> ms'],
  ['no route for shop-12.acme.example:443', 'no route for <*>'],
  ["cannot open '/var/cache/a b' for \"acme\": can't retry", "cannot open <*> for <*>: can't retry"],
  ['request 6f1c0d1e-58a4-4f6d-9f3c-2f0a1b2c3d4e failed at 0xdeadbeef', 'request <*> failed at <*>'],
  ['java.lang.NullPointerException at worker-17', 'java.lang.NullPointerException at <*>'],
  ['fetch https://api.example/v1/x?id=7 gave 502, tried 1,204 times', 'fetch <*> gave <*>, tried <*> times'],
  ['mail to a.b@example.org bounced\n  at Send.run (x.js:1)', 'mail to <*> bounced'],
  ['peers 1, 2, 3 and 4 lost', 'peers <*> and <*> lost'],
  ['', ''],
])('%s', (message, template) => expect(messageTemplate(message)).toBe(template))

test('ids never change: these were shown before', () => {
  expect(messageClass('upstream 10.2.3.4:8443 timed out after 1500 ms').id).toBe('8525add9de131a56')
})

test('parameters do not split a class, words do', () => {
  const a = messageClass('lambda invocation 81a7 for site a.example refused: stream closed')
  const b = messageClass('lambda invocation 0f22 for site shop.b-c.example refused: stream closed')
  const c = messageClass('lambda invocation 0f22 for site shop.b-c.example refused: stream reset')
  expect(b.id).toBe(a.id)
  expect(c.id).not.toBe(a.id)
})

test('50,000 messages that differ in their parameters alone are one class', () => {
  const messages = Array.from(
    { length: 50_000 },
    (_, n) => `upstream ${n % 256}.0.0.${n % 200}:443 for host-${n}.pop.example timed out after ${n} ms on /a/${n}`,
  )
  expect(new Set(messages.map((message) => messageClass(message).id)).size).toBe(1)
})
