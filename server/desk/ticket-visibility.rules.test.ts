import { expect, test } from 'vitest'
import type { Permission } from '@bellwether/contract/permissions.ts'
import type { Actor } from '../platform/context.ts'
import { canSeeTicket } from './ticket-visibility.rules.ts'

const person = (...permissions: Permission[]): Actor => ({
  kind: 'person',
  personId: 'ana',
  name: 'Ana',
  teamIds: [],
  permissions: new Set(permissions),
})
const program = (...permissions: Permission[]): Actor => ({
  kind: 'program',
  tokenId: 'token',
  name: 'exporter',
  permissions: new Set(permissions),
  onBehalfOf: null,
})
const contact = (email: string, customerId: string): Actor => ({
  kind: 'contact',
  contactId: 'vera',
  name: 'Vera',
  customerId,
  email,
})
const ofAcme = { contactEmail: 'vera@acme.test', customerId: 'acme' }
const ofNobody = { contactEmail: 'vera@acme.test', customerId: null }

test.each([
  ['a person who may read tickets', person('desk.read'), ofAcme, true],
  ['a person who may not', person('desk.write', 'mail.read'), ofAcme, false],
  ['a program that may read tickets', program('desk.read'), ofAcme, true],
  ['a program that may not', program('evidence.write'), ofAcme, false],
  ['the contact', contact('vera@acme.test', 'acme'), ofAcme, true],
  ['the contact of a ticket from before their customer was known', contact('vera@acme.test', 'acme'), ofNobody, true],
  ['another contact of the customer', contact('walt@acme.test', 'acme'), ofAcme, false],
  ['whoever has the address at another customer today', contact('vera@acme.test', 'blue'), ofAcme, false],
  ['the server', { kind: 'job', job: 'desk.breach-clocks' } as const, ofAcme, true],
  ['nobody', { kind: 'nobody' } as const, ofAcme, false],
])('%s: %#', (_, actor, ticket, sees) => {
  expect(canSeeTicket(actor, ticket)).toBe(sees)
})
