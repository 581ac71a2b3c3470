import type { ListedTicket } from '@bellwether/contract/desk.ts'
import { expect, test } from 'vitest'
import { entriesOf, type TicketGroup } from './ticket-groups.ts'

const ticket = (id: string) => ({ id }) as ListedTicket
const group = (id: string, ...ticketIds: string[]): TicketGroup => ({
  id,
  name: id,
  title: '',
  path: '',
  ticketIds: new Set(ticketIds),
})
const shown = (tickets: string, groups: TicketGroup[], opened: string[] = []) =>
  entriesOf(tickets.split('').map(ticket), groups, new Set(opened)).map((entry) =>
    entry.kind === 'group'
      ? `${entry.group.id}(${entry.tickets.map(({ id }) => id).join('')})`
      : `${entry.isInside ? '·' : ''}${entry.ticket.id}`,
  )

test('several of a group are one line, where the first of them stands', () => {
  expect(shown('abcde', [group('R1', 'b', 'd', 'e')])).toEqual(['a', 'R1(bde)', 'c'])
})

test('open, the group has its tickets below it', () => {
  expect(shown('abcde', [group('R1', 'b', 'd')], ['R1'])).toEqual(['a', 'R1(bd)', '·b', '·d', 'c', 'e'])
})

test('one of a group alone stays a ticket', () => {
  expect(shown('ab', [group('R1', 'b', 'x')])).toEqual(['a', 'b'])
})

test('a ticket of two groups stands once', () => {
  expect(shown('abc', [group('R2', 'a', 'b'), group('R1', 'b', 'c', 'a')])).toEqual(['R2(ab)', 'c'])
})
