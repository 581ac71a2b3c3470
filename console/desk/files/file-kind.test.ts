import { expect, test } from 'vitest'
import { fileKind, lettersOf } from './file-kind.ts'

const file = (fileName: string, contentType: string, over = {}) =>
  fileKind({ fileName, contentType, sizeBytes: 100, thumbnailPath: null, ...over })

test.each([
  ['trace.log', 'application/octet-stream', 'text'],
  ['page.html', 'text/html; charset=utf-8', 'text'],
  ['shop.har', 'application/octet-stream', 'requests'],
  ['shop.har', 'application/json', 'requests'],
  ['Earlier.eml', 'message/rfc822', 'mail'],
  ['invoice.pdf', 'application/octet-stream', 'pdf'],
  ['clip.mp4', 'video/mp4', 'video'],
  ['dump.bin', 'application/octet-stream', null],
  ['drawing.svg', 'image/svg+xml', null],
])('%s, %s, is shown as %s', (name, type, kind) => expect(file(name, type)).toBe(kind))

test('an image is one by its bytes, and what is too large is saved', () => {
  expect(file('shot', 'application/octet-stream', { thumbnailPath: '/thumbnail' })).toBe('image')
  expect(file('trace.log', 'text/plain', { sizeBytes: 20_000_000 })).toBeNull()
})

test.each<[string, number[], string]>([
  ['UTF-8', [0xc3, 0xbc], 'ü'],
  ['UTF-16 with its mark', [0xff, 0xfe, 0xfc, 0], 'ü'],
  ['Windows-1252', [0xfc, 0x80], 'ü€'],
  ['nothing', [], ''],
])('letters are read from %s', (_, bytes, letters) => expect(lettersOf(new Uint8Array(bytes).buffer)).toBe(letters))
