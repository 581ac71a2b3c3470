import { describe, expect, test } from 'vitest'
import { calendarOf, workdays } from '../../platform/calendar/calendar.builders.ts'
import { aroundTheClock } from '../../platform/calendar/calendar.ts'
import { type PastTicket, type TriedTarget, tried } from './trial.rules.ts'

// A Friday.
const at = (time: string, day = '16'): Date => new Date(`2026-01-${day}T${time}:00.000Z`)
const now = at('12:00', '30')
const word = (direction: 'in' | 'out', when: Date, isAutomatic = false) => ({ direction, at: when, isAutomatic })
const ticket = (messages: PastTicket['messages'], resolvedAt: Date | null = null): PastTicket => ({
  createdAt: messages[0]?.at ?? now,
  resolvedAt,
  messages,
})
const target = (over: Partial<TriedTarget> = {}): TriedTarget => ({
  firstMinutes: 60,
  nextMinutes: 120,
  resolutionMinutes: null,
  calendar: aroundTheClock,
  ...over,
})

describe('tried on a ticket', () => {
  test.each([
    ['in time', at('10:59'), false],
    ['at the last instant', at('11:00'), false],
    ['too late', at('11:01'), true],
  ])('a first word that came %s', (_, answeredAt, isLate) => {
    const past = ticket([word('in', at('10:00')), word('out', answeredAt)])
    expect(tried(past, target(), now)).toEqual({ first: isLate, next: null, resolution: null })
  })

  test('machines say nothing, and a second letter wins no time', () => {
    const past = ticket([
      word('in', at('10:00')),
      word('out', at('10:05'), true),
      word('in', at('10:50')),
      word('out', at('11:30')),
    ])
    expect(tried(past, target(), now).first).toBe(true)
  })

  test('each later letter has a clock of its own; one that nobody answered ran until the end', () => {
    const messages = [word('in', at('10:00')), word('out', at('10:10')), word('in', at('12:00'))]
    expect(tried(ticket(messages, at('13:59')), target(), now).next).toBe(false)
    expect(tried(ticket(messages, at('14:01')), target(), now).next).toBe(true)
    expect(tried(ticket(messages), target(), now).next).toBe(true)
    const twice = [...messages, word('out', at('12:10')), word('in', at('15:00')), word('out', at('17:01'))]
    expect(tried(ticket(twice, at('18:00')), target(), now).next).toBe(true)
  })

  test('in the hours of the calendar', () => {
    const calendar = calendarOf('UTC', workdays('09:00-17:00'))
    const past = ticket([word('in', at('16:30')), word('out', at('09:29', '19'))])
    expect(tried(past, target({ calendar }), now).first).toBe(false)
    expect(tried(past, target({ calendar, firstMinutes: 58 }), now).first).toBe(true)
  })

  test('the whole stands still while it waits on the customer', () => {
    const messages = [
      word('in', at('10:00')),
      word('out', at('11:00')),
      // A night and a day are theirs.
      word('in', at('15:00', '17')),
      word('out', at('16:00', '17')),
    ]
    const whole = (resolutionMinutes: number, resolvedAt: Date | null) =>
      tried(ticket(messages, resolvedAt), target({ resolutionMinutes }), now).resolution
    expect([whole(120, at('16:00', '17')), whole(119, at('16:00', '17'))]).toEqual([false, true])
    // We wrote last: nothing counts, however long they take.
    expect(whole(121, null)).toBe(false)
  })

  test('that we began waits for nobody', () => {
    expect(tried(ticket([word('out', at('10:00'))]), target(), now)).toEqual({
      first: null,
      next: null,
      resolution: null,
    })
  })
})
