// @vitest-environment happy-dom
import { act, renderHook } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { readDraft, useDraft } from './draft.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  localStorage.clear()
})

const write = (ticket: string) => renderHook(({ id }) => useDraft(id, 'reply'), { initialProps: { id: ticket } })
const kept = (ticket: string) => readDraft(localStorage, ticket, 'reply')

test('what is written is there after a reload', () => {
  const { result, unmount } = write('a')
  act(() => result.current[1]('Dear Ana'))
  expect(kept('a')).toBe('')
  vi.advanceTimersByTime(400)
  unmount()
  expect(write('a').result.current[0]).toBe('Dear Ana')
  expect(write('b').result.current[0]).toBe('')
})

test('a window that is closed at once loses nothing', () => {
  const { result } = write('a')
  act(() => result.current[1]('Dear Ana'))
  window.dispatchEvent(new Event('pagehide'))
  expect(kept('a')).toBe('Dear Ana')
})

test('what was sent is gone', () => {
  const { result } = write('a')
  act(() => result.current[1]('Dear Ana'))
  vi.advanceTimersByTime(400)
  act(() => result.current[1](''))
  vi.advanceTimersByTime(400)
  expect([kept('a'), localStorage.length]).toEqual(['', 0])
})
