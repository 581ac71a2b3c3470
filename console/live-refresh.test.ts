import { describe, expect, test } from 'vitest'
import { liveRefresh, pathsOfTopic, type Shown } from './live-refresh.ts'

/** A screen with a ticket, a list that shows it, and counts; time in the test's hand. */
function screen() {
  const asked: string[] = []
  const timers: { at: number; work: () => void }[] = []
  const clock = { now: 100_000 }
  const shown: Shown[] = [
    {
      path: '/api/desk/tickets/{id}',
      shows: (id) => id === 'one',
      isDear: false,
      askAgain: () => asked.push('ticket'),
    },
    {
      path: '/api/desk/tickets',
      shows: (id) => ['one', 'two'].includes(id),
      isDear: false,
      askAgain: () => asked.push('list'),
    },
    { path: '/api/desk/counts', shows: () => false, isDear: false, askAgain: () => asked.push('counts') },
    { path: '/api/desk/view-counts', shows: () => true, isDear: true, askAgain: () => asked.push('dear') },
    { path: '/api/evidence/events', shows: () => false, isDear: false, askAgain: () => asked.push('events') },
  ]
  const hear = liveRefresh({
    shown: () => shown,
    now: () => clock.now,
    random: () => 0.5,
    after: (milliseconds, work) => timers.push({ at: clock.now + milliseconds, work }),
  })
  const pass = (milliseconds: number): string[] => {
    clock.now += milliseconds
    for (const timer of timers.splice(0).toSorted((a, b) => a.at - b.at)) {
      if (timer.at <= clock.now) timer.work()
      else timers.push(timer)
    }
    return asked.splice(0).toSorted()
  }
  return { hear, pass }
}
const changed = (ticketId: string) => [{ topic: 'desk.ticket-changed', ids: { ticketId } }]

describe('a change', () => {
  test('after a calm is asked for at once by all that it may concern, and by nothing else', () => {
    const { hear, pass } = screen()
    hear(changed('three'))
    expect(pass(300)).toEqual(['counts', 'list', 'ticket'])
    expect(pass(60_000)).toEqual(['dear'])
  })

  test('among many is asked for at once where it shows, and later where it may come in', () => {
    const { hear, pass } = screen()
    hear(changed('three'))
    pass(1000)
    hear(changed('two'))
    expect(pass(300)).toEqual(['list'])
    pass(700)
    hear(changed('four'))
    expect(pass(300)).toEqual([])
    // Once for all that came meanwhile.
    expect(pass(4000)).toEqual(['counts', 'list', 'ticket'])
    expect(pass(60_000)).toEqual(['dear'])
  })

  test('after somebody came or wrote is asked for at once as well', () => {
    const { hear, pass } = screen()
    hear([{ topic: 'desk.presence-changed', ids: { ticketId: 'one' } }])
    expect(pass(1000)).toEqual([])
    hear(changed('three'))
    expect(pass(300)).toEqual(['counts', 'list', 'ticket'])
  })

  test('is asked for by what is dear once in a while, however many come', () => {
    const { hear, pass } = screen()
    const asked: string[] = []
    for (let second = 0; second < 60; second += 1) {
      hear(changed('one'))
      asked.push(...pass(1000))
    }
    // After 11.25 seconds, with the middle of its jitter, which are seen to be over at the next whole one.
    expect(asked.filter((one) => one === 'dear')).toHaveLength(4)
  })

  test('that names nobody may concern everything of its module', () => {
    const { hear, pass } = screen()
    hear([{ topic: 'evidence.deploy-recorded', ids: {} }])
    expect(pass(300)).toEqual(['events'])
  })

  test('after a gap concerns every screen, also in the middle of others', () => {
    const { hear, pass } = screen()
    hear(changed('three'))
    pass(1000)
    hear([{ topic: 'everything', ids: {} }])
    expect(pass(300)).toEqual(['counts', 'events', 'list', 'ticket'])
  })
})

test.each([
  ['desk.ticket-opened', ['/api/desk']],
  ['mail.mail-sent', ['/api/mail', '/api/desk', '/api/incidents']],
  ['everything', ['/api/']],
])('%s may show below %j', (topic, paths) => expect(pathsOfTopic(topic)).toEqual(paths))
