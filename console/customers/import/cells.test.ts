import { expect, test } from 'vitest'
import { contactsInLines } from './cells.ts'

test('contacts that are edited stand one in a line with all their addresses, and a comma is part of a name', () => {
  const lines = 'Sand, Vera <Vera@acme.test, v@home.test>\n\n  bo@acme.test \n<kim@acme.test;k@acme.test>'
  expect(contactsInLines(lines)).toEqual([
    { name: 'Sand, Vera', email: 'Vera@acme.test', otherEmails: ['v@home.test'] },
    { name: 'bo@acme.test', email: 'bo@acme.test', otherEmails: [] },
    { name: 'kim@acme.test', email: 'kim@acme.test', otherEmails: ['k@acme.test'] },
  ])
})
