import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { growsByItsSquare } from '../../testing/processor-time.ts'
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
  ['user maria not found', 'user <*> not found'],
  ['user not found', 'user not found'],
  ['upstream said {"error":{"type":"Quota","message":"over 17"},"code":429}', 'upstream said Quota over <*> code 429'],
  ['', ''],
])('%s', (message, template) => expect(messageTemplate(message)).toBe(template))

test('ids never change: these were shown before', () => {
  expect(messageClass('upstream 10.2.3.4:8443 timed out after 1500 ms').id).toBe('8525add9de131a56')
})

const found = (name: string): string[] =>
  readFileSync(join(import.meta.dirname, 'found', name), 'utf8')
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as Record<string, string>)['error.message']!)
const pairsOf = (name: string): [string, string][] =>
  found(name).flatMap((one, at, all): [string, string][] => (at % 2 === 0 ? [[one, all[at + 1]!]] : []))

test.each(pairsOf('merged-classes.ndjson'))('%j and %j are two classes', (a, b) =>
  expect(messageClass(a).id).not.toBe(messageClass(b).id),
)
test.each(pairsOf('split-classes.ndjson'))('%j and %j are one class', (a, b) =>
  expect(messageTemplate(a)).toBe(messageTemplate(b)),
)

const frames = [
  (what: string, n: number) =>
    `Traceback (most recent call last):\n  File "/a${n}.py", line ${n}, in f\n    x()\nValueError: ${what}`,
  (what: string, n: number) =>
    `java.lang.IllegalStateException: wrapped\n\tat a.B.c(B.java:${n})\nCaused by: java.io.IOException: ${what}\n\tat d.E(E.java:${n})`,
  (what: string, n: number) => `/app/x.js:${n}\n  throw y\n  ^\n\nTypeError: ${what}\n    at f (/app/x.js:${n}:2)`,
  (what: string, n: number) => `panic: ${what}\n\ngoroutine ${n} [running]:\nmain.f(0x1)\n\t/a/b.go:${n} +0x1`,
  (what: string, n: number) =>
    `thread 'main' panicked at src/main.rs:${n}:5:\n${what}\nnote: run with RUST_BACKTRACE=1`,
]
test.each(frames)('a block of lines is told by what was thrown, not by where: %#', (block) => {
  expect(messageTemplate(block('no route', 3))).toBe(messageTemplate(block('no route', 999)))
  expect(messageTemplate(block('no route', 3))).not.toBe(messageTemplate(block('disk full', 3)))
})

/** Places in which a value may stand. */
const places = [
  (value: string) => `job ${value} is gone`,
  (value: string) => `${value} job is gone`,
  (value: string) => `job is gone (${value})`,
  (value: string) => `job is gone: ${value}`,
]
const isSameEverywhere = (a: string, b: string): void => {
  for (const place of places) expect(messageTemplate(place(a))).toBe(messageTemplate(place(b)))
}
const runs = { numRuns: 60, seed: 20261125 }

const instantForms: readonly ((date: Date) => string)[] = [
  (date) => date.toISOString(),
  (date) => date.toUTCString(),
  (date) => date.toISOString().replace('T', ' ').replace('.', ',').replace('Z', '+02:00'),
  (date) => date.toString(),
  (date) => date.toLocaleString('en-US', { timeZone: 'UTC' }),
  (date) => date.toLocaleString('en-US', { dateStyle: 'full', timeStyle: 'long', timeZone: 'UTC' }),
  (date) => date.toLocaleString('de-DE', { dateStyle: 'long', timeStyle: 'medium', timeZone: 'UTC' }),
  (date) => date.toLocaleString('fr-FR', { dateStyle: 'full', timeStyle: 'medium', timeZone: 'UTC' }),
  (date) => date.toLocaleTimeString('es-CO', { timeZone: 'UTC' }),
  (date) => String(date.getTime()),
  (date) => `${date.toUTCString().slice(5, 16).replaceAll(' ', '/')}:${date.toISOString().slice(11, 19)} +0100`,
]
test.each(instantForms)('messages that differ only in an instant are one class: %#', (form) => {
  const instants = fc.date({ min: new Date('2020-01-01'), max: new Date('2035-01-01'), noInvalidDate: true })
  fc.assert(
    fc.property(instants, instants, (a, b) => isSameEverywhere(form(a), form(b))),
    runs,
  )
})

const letters = (alphabet: string, length: number) =>
  fc.noBias(fc.string({ unit: fc.constantFrom(...alphabet.split('')), minLength: length, maxLength: length }))
const small = 'abcdefghijklmnopqrstuvwxyz'
const alphanumeric = `${small}${small.toUpperCase()}0123456789`
test.each([
  ['UUIDs', fc.uuid()],
  ['ULIDs', fc.ulid()],
  ['ids of 16 letters and digits', letters(alphanumeric, 16)],
  ['nanoids', letters(`${alphanumeric}_-`, 21).filter((id) => !/^[_-]|[_-]$/.test(id))],
  ['base32', letters('abcdefghijklmnopqrstuvwxyz234567', 24)],
  ['IPv4', fc.ipV4()],
  ['IPv6', fc.ipV6().filter((address) => /\d/.test(address) && !/\./.test(address) && address.length > 6)],
  ['e-mail addresses', fc.emailAddress().filter((address) => /^[\w.+-]+@/.test(address))],
  ['addresses with queries', fc.webUrl({ withQueryParameters: true }).filter((url) => !/[)'(,;]/.test(url))],
  ['quoted text', fc.stringMatching(/^"[a-z ]{1,20}"$/)],
])('messages that differ only in %s are one class', (_, values) => {
  fc.assert(
    fc.property(values, values, (a, b) => isSameEverywhere(a, b)),
    runs,
  )
})

test.each([
  'HTTP',
  'status',
  'status=',
  'status code',
  'code:',
  'exit code',
  'exited with code',
  'signal',
  'errno',
  '[Errno',
  'error',
])('messages that differ in a code after "%s" are two classes', (word) => {
  const codes = fc.integer({ min: 1, max: 599 })
  const message = (code: number): string =>
    `copy of a.txt failed, ${word} ${code}${word.startsWith('[') ? ']' : ''} now`
  const isTold = (a: number, b: number): boolean => messageTemplate(message(a)) !== messageTemplate(message(b))
  fc.assert(
    fc.property(codes, codes, (a, b) => a === b || isTold(a, b)),
    runs,
  )
})

test('50,000 messages that differ in their parameters alone are one class', () => {
  const messages = Array.from(
    { length: 50_000 },
    (_, n) => `upstream ${n % 256}.0.0.${n % 200}:443 for host-${n}.pop.example timed out after ${n} ms on /a/${n}`,
  )
  expect(new Set(messages.map((message) => messageClass(message).id)).size).toBe(1)
})

const units = [
  'a',
  'A',
  '1',
  'a.',
  'a-',
  'a:',
  '/',
  '/a',
  '?a=',
  ' ',
  '\n',
  '\t',
  '"',
  "'",
  '[',
  '{"a":',
  '::',
  '1.',
  '1-',
  '1:',
  'aA',
  '\u001b[',
  '<*>',
  'user ',
  'code ',
  '@a',
  'Caused by: ',
  '\n  at a',
  'é',
  '.a.b-',
]
test.each(units)('twice as long takes at most three times as long: %j', (unit) => {
  const read = (length: number) => (): void => {
    const message = unit.repeat(Math.ceil(length / unit.length)).slice(0, length)
    for (let n = 0; n < 24; n += 1) messageTemplate(`${message}${n}`)
  }
  read(1000)()
  for (const length of [4000, 16_000]) expect(growsByItsSquare(read(length), read(2 * length), 10)).toBe(false)
})
