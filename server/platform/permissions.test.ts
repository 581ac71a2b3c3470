import { describe, expect, test } from 'vitest'
import { Permission } from '@bellwether/contract/permissions.ts'
import { actorId, actorName } from './audit/record-audit.ts'
import type { Actor, Context } from './context.ts'
import { allow, allowGiving, asPart } from './permissions.ts'
import type { Problem } from './problem.ts'

const permissions = new Set<Permission>(['desk.read', 'people.write'])
const ana = { personId: 'ana', name: 'Ana', teamIds: [] }
const actors = {
  person: { kind: 'person', permissions, ...ana },
  program: { kind: 'program', tokenId: 'token', name: 'exporter', permissions, onBehalfOf: null },
  'program for a person': { kind: 'program', tokenId: 'token', name: 'exporter', permissions, onBehalfOf: ana },
  contact: { kind: 'contact', contactId: 'vera', customerId: 'acme', name: 'Vera', email: 'vera@acme.test' },
  job: { kind: 'job', job: 'desk.breach-clocks' },
  nobody: { kind: 'nobody' },
} as const satisfies Record<string, Actor>

const as = (actor: Actor): Context => ({ actor }) as Context
const statusOf = (work: () => void): number => {
  try {
    work()
    return 200
  } catch (error) {
    return (error as Problem).kind.status
  }
}

test.each([
  ['person', 200, 403],
  ['program', 200, 403],
  ['program for a person', 200, 403],
  ['contact', 403, 403],
  ['job', 200, 200],
  ['nobody', 401, 401],
] as const)('a %s may do what they have the permission for, and nothing else', (who, has, lacks) => {
  const ctx = as(actors[who])
  expect([statusOf(() => allow(ctx, 'desk.read')), statusOf(() => allow(ctx, 'desk.write'))]).toEqual([has, lacks])
})

describe('a contact', () => {
  test.each(Permission.options)('is refused %s, and can give it to nobody', (permission) => {
    const ctx = as(actors.contact)
    expect([statusOf(() => allow(ctx, permission)), statusOf(() => allowGiving(ctx, [permission]))]).toEqual([403, 403])
  })
})

test.each([
  ['person', 200, 403],
  ['program for a person', 200, 403],
  ['job', 200, 200],
  ['nobody', 403, 403],
] as const)('a %s gives what they have, and nothing else', (who, has, lacks) => {
  const ctx = as(actors[who])
  const give = (...given: Permission[]): number => statusOf(() => allowGiving(ctx, given))
  expect([give('desk.read', 'people.write'), give('desk.read', 'desk.write')]).toEqual([has, lacks])
})

test('what is lacking is named once, also where it is asked twice', () => {
  expect(() => allowGiving(as(actors.person), ['desk.write', 'desk.read', 'desk.write'])).toThrow(
    'You cannot give what you do not have: desk.write.',
  )
})

test('a part of a verb has the right that the verb asked for', () => {
  expect(statusOf(() => allow(asPart(as(actors.contact)), 'desk.read'))).toBe(200)
})

test.each([
  ['person', 'Ana', 'ana'],
  ['program', 'exporter', 'token'],
  ['program for a person', 'exporter for Ana', 'token'],
  ['contact', 'Vera', 'vera'],
  ['job', 'desk.breach-clocks', null],
  ['nobody', 'nobody', null],
] as const)('a %s is named %s', (who, name, id) => {
  expect([actorName(actors[who]), actorId(actors[who])]).toEqual([name, id])
})
