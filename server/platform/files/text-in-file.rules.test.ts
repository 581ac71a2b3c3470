import { expect, test } from 'vitest'
import { textOfBytes } from './text-in-file.rules.ts'

test.each([
  ['UTF-8', Buffer.from('Zürich\n\n  is\tslow'), 'Zürich is slow'],
  ['Windows-1252', Buffer.from([0x5a, 0xfc, 0x72, 0x69, 0x63, 0x68]), 'Zürich'],
  ['UTF-16 with its mark', Buffer.from('\ufeffZürich', 'utf16le'), 'Zürich'],
  ['UTF-8 that is cut within a letter', Buffer.from('Zürich').subarray(0, 2), 'Z'],
  ['HTML', Buffer.from('<!DOCTYPE html><p class="a">Zürich<br>slow'), 'Zürich slow'],
  ['a log with angle brackets', Buffer.from('at <anonymous> in f()'), 'at <anonymous> in f()'],
  ['a few zeros', Buffer.from(`${'all is well '.repeat(20)}\0end`), `${'all is well '.repeat(20)}end`],
  ['no text', Buffer.from([...Array(500).keys()].map((at) => (at * 37) % 256)), ''],
  ['an image', Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex'), ''],
  ['nothing', Buffer.alloc(0), ''],
])('%s', (_, bytes, expected) => expect(textOfBytes(bytes)).toBe(expected))

test('is read in linear time, however many marks are open', () => {
  const bytes = Buffer.from(`<html>${'<'.repeat(1_000_000)}`)
  expect(textOfBytes(bytes).length).toBeGreaterThan(0)
})
