// @vitest-environment happy-dom
import { setDemoClock } from '@bellwether/contract/installation.ts'
import { cleanNotifications, notificationsStore } from '@mantine/notifications'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, renderHook, waitFor } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { useWrite } from './call.write.ts'

/** A server that gives these answers in turn; null is a connection that is lost. */
function serverThat(...answers: (Response | null)[]) {
  const asked: { url: string; key: string | null }[] = []
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    asked.push({ url, key: new Headers(init.headers).get('idempotency-key') })
    const answer = answers[asked.length - 1]
    return answer ? Promise.resolve(answer) : Promise.reject(new TypeError('connection lost'))
  })
  return asked
}
const done = () => Response.json({ kind: 'demo' })
const refused = () =>
  Response.json({ type: '/problems/conflict', title: 'It is not as it was', status: 409 }, { status: 409 })

type Options = Parameters<typeof useWrite<typeof setDemoClock>>[1]
function write(options: Partial<Options> = {}) {
  const queries = new QueryClient()
  for (const path of ['/api/installation', '/api/desk/tickets']) queries.setQueryData([path, {}], {})
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={queries}>{children}</QueryClientProvider>
  )
  const { result } = renderHook(() => useWrite(setDemoClock, { refreshes: ['/api/installation'], ...options }), {
    wrapper,
  })
  const isStale = (path: string) => queries.getQueryState([path, {}])?.isInvalidated
  return { write: result, isStale, mutate: () => act(() => result.current.mutate({ body: { speed: 1 } })) }
}
const notices = () => notificationsStore.getState().notifications.map(({ title, message }) => title ?? message)

afterEach(() => {
  vi.unstubAllGlobals()
  cleanNotifications()
})

describe('a write', () => {
  test('asks again for what it changed, and for nothing else, and hands the answer on', async () => {
    serverThat(done())
    const onDone = vi.fn<(answer: unknown) => void>()
    const { mutate, isStale } = write({ onDone, notice: 'Done' })
    mutate()
    await waitFor(() => expect(onDone).toHaveBeenCalledWith({ kind: 'demo' }))
    expect([isStale('/api/installation'), isStale('/api/desk/tickets')]).toEqual([true, false])
    expect(notices()).toEqual(['Done'])
  })

  test('whose answer is lost is sent once more with the same key', async () => {
    const asked = serverThat(null, done())
    const { write: result, mutate } = write()
    mutate()
    await waitFor(() => expect(result.current.isSuccess).toBe(true), { timeout: 5000 })
    expect(asked).toHaveLength(2)
    expect(new Set(asked.map(({ key }) => key)).size).toBe(1)
  })

  test('that is refused says so in a notice, and asks for nothing again', async () => {
    serverThat(refused())
    const { write: result, mutate, isStale } = write()
    mutate()
    await waitFor(() => expect(result.current.isError).toBe(true))
    expect(notices()).toEqual(['It is not as it was'])
    expect(isStale('/api/installation')).toBe(false)
  })

  test('that is refused says so once where the component shows it itself', async () => {
    serverThat(refused())
    const { write: result, mutate } = write({ showsProblem: true })
    mutate()
    await waitFor(() => expect(result.current.error).toMatchObject({ type: '/problems/conflict' }))
    expect(notices()).toEqual([])
  })
})
