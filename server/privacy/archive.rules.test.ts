import { expect, test } from 'vitest'
import { entryName } from './archive.rules.ts'

test('a name that a stranger chose leads nowhere and keeps its kind of file', () => {
  expect(entryName('../../etc/passwd')).toBe('_.._etc_passwd')
  expect(entryName('C:\\windows\\win.ini')).toBe('C__windows_win.ini')
  expect(entryName('\u202Efdp.exe\0')).toBe('_fdp.exe_')
  expect(entryName(' . .. ')).toBe('unnamed')
  expect(entryName('')).toBe('unnamed')
  expect(entryName('Löschung — 東京.pdf')).toBe('Löschung — 東京.pdf')
})

test('a long one is cut at its beginning, between whole signs', () => {
  const name = entryName(`${'x'.repeat(500)}${'🦊'.repeat(60)}a.pdf`)
  expect(name).toMatch(/a\.pdf$/)
  expect(name.length).toBeLessThanOrEqual(120)
  expect(name.isWellFormed()).toBe(true)
  expect(entryName(`${'.'.repeat(1_000_000)}x`)).toHaveLength(1)
})
