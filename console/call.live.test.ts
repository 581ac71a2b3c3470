// @vitest-environment happy-dom
import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { followChanges } from './call.live.ts'

/** Stands for the browser's own: the test opens it, speaks on it and breaks it. */
class Line extends EventTarget {
  static readonly CLOSED = 2
  static readonly all: Line[] = []
  readyState = 1
  constructor() {
    super()
    Line.all.push(this)
  }
  close(): void {
    this.readyState = Line.CLOSED
  }
  say(data: unknown): void {
    this.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(data) }))
  }
}
const line = (): Line => {
  const last = Line.all.at(-1)
  if (!last) throw new Error('nobody listens')
  return last
}

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('EventSource', Line)
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  Line.all.splice(0)
})

function follow() {
  const queries = new QueryClient()
  const asked: string[] = []
  for (const path of ['/api/desk/tickets', '/api/people/session']) {
    const queryFn = (): string => (asked.push(path), path)
    new QueryObserver(queries, { queryKey: [path, {}], queryFn, staleTime: Infinity, initialData: path }).subscribe(
      () => {},
    )
  }
  const heard = { topics: [] as string[], isConnected: [] as boolean[] }
  const stop = followChanges(queries, {
    onConnected: (isConnected) => heard.isConnected.push(isConnected),
    onChange: ({ topic }) => heard.topics.push(topic),
  })
  return { asked, heard, stop }
}
const change = { changes: [{ topic: 'desk.ticket-opened', ids: { ticketId: 'one' } }] }

describe('live changes', () => {
  test('are told, and asked for by what they concern', async () => {
    const { asked, heard, stop } = follow()
    line().dispatchEvent(new Event('open'))
    line().say(change)
    await vi.advanceTimersByTimeAsync(1000)
    expect([heard.topics, asked]).toEqual([['desk.ticket-opened'], ['/api/desk/tickets']])
    stop()
  })

  test('that were missed while the line was broken are asked for when it is back', async () => {
    const { asked, heard, stop } = follow()
    line().dispatchEvent(new Event('open'))
    line().dispatchEvent(new Event('error'))
    expect(asked).toEqual([])
    line().dispatchEvent(new Event('open'))
    await vi.advanceTimersByTimeAsync(10)
    expect(heard.isConnected).toEqual([true, false, true])
    expect(asked.toSorted()).toEqual(['/api/desk/tickets', '/api/people/session'])
    stop()
  })

  test('that are refused ask who this is, and the line is tried again', async () => {
    const { asked, stop } = follow()
    line().close()
    line().dispatchEvent(new Event('error'))
    await vi.advanceTimersByTimeAsync(10)
    expect(asked).toEqual(['/api/people/session'])
    await vi.advanceTimersByTimeAsync(4000)
    expect(Line.all).toHaveLength(2)
    stop()
  })

  test('that nobody can read are left out, and the line stays', () => {
    const { heard, stop } = follow()
    line().say({ what: 'is this' })
    line().say(change)
    expect(heard.topics).toEqual(['desk.ticket-opened'])
    stop()
    expect(line().readyState).toBe(Line.CLOSED)
  })
})
