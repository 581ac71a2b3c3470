import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { LiveChange } from '@bellwether/contract/live.ts'
import { gatherChanges } from './gather-changes.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const changed = (ticketId: string): LiveChange => ({ topic: 'desk.ticket-changed', ids: { ticketId } })

function gather() {
  const frames: (readonly LiveChange[])[] = []
  return { frames, ...gatherChanges((changes) => frames.push(changes)) }
}

test('the first change after a calm goes at once, the next ones together a second later, each once', () => {
  const { frames, add } = gather()
  for (const id of ['1', '2', '3', '2']) add(changed(id))
  expect(frames).toEqual([[changed('1')]])
  vi.advanceTimersByTime(1000)
  expect(frames.slice(1)).toEqual([[changed('2'), changed('3')]])
  vi.advanceTimersByTime(1000)
  add(changed('4'))
  expect(frames.at(-1)).toEqual([changed('4')])
})

test('there is at most one frame a second, whatever comes', () => {
  const { frames, add } = gather()
  for (let n = 0; n < 1000; n += 1) {
    add(changed(String(n)))
    vi.advanceTimersByTime(10)
  }
  expect(frames.length).toBeLessThanOrEqual(11)
  expect(frames.flat().length).toBeGreaterThan(900)
})

test('very many are named by their topics alone', () => {
  const { frames, add } = gather()
  for (let n = 0; n < 302; n += 1) add(changed(String(n)))
  vi.advanceTimersByTime(1000)
  expect(frames.at(-1)).toEqual([{ topic: 'desk.ticket-changed', ids: {} }])
})
