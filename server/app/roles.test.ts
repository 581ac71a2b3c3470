import { expect, test } from 'vitest'
import { readRoles, requireSharedStores } from './roles.ts'

test('a process has every role unless it is told which', () => {
  expect([...readRoles(undefined)]).toEqual(['web', 'worker', 'intake'])
  expect([...readRoles('worker, intake')]).toEqual(['worker', 'intake'])
})

test.each(['', 'cook', 'web,cook'])('the roles "%s" are refused in words', (text) =>
  expect(() => readRoles(text)).toThrow('--roles takes some of web, worker, intake'),
)

test('a process with some of the roles needs stores that others reach', () => {
  expect(() => requireSharedStores(readRoles('web'), {})).toThrow('set DATABASE_URL and FILES_URL')
  expect(() => requireSharedStores(readRoles('web'), { DATABASE_URL: 'x', FILES_URL: 'y' })).not.toThrow()
  expect(() => requireSharedStores(readRoles(undefined), {})).not.toThrow()
})
