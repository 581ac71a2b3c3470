import { type LiveChange, type LiveFrame, livePath } from '@bellwether/contract/live.ts'
import type { QueryClient } from '@tanstack/react-query'
import { refresh } from './call.query.ts'
import { liveRefresh, type Shown } from './live-refresh.ts'

/** Of a list that somebody has gone far in each page is asked for again. */
const dearPages = 5
/** Counted for everybody who looks, a year that is reckoned for each rota, and weeks of pages. */
const dearPaths = new Set(['/api/desk/view-counts', '/api/pager/rotas/{id}/forecast', '/api/pager/report'])

const isDear = (path: string, shown: unknown): boolean =>
  dearPaths.has(path) || ((shown as { pages?: unknown[] } | undefined)?.pages?.length ?? 0) > dearPages

/** What the screen shows: each active query, with the text of its answer to look for ids in. */
function* shownBy(queries: QueryClient): Iterable<Shown> {
  for (const query of queries.getQueryCache().getAll()) {
    const path = String(query.queryKey[0])
    if (query.isActive()) {
      const askAgain = (): void => void queries.refetchQueries({ queryKey: query.queryKey, exact: true })
      let text: string | undefined
      const shows = (id: string): boolean => (text ??= JSON.stringify(query.state.data ?? null)).includes(id)
      yield { path, shows, askAgain, isDear: isDear(path, query.state.data) }
      // What is not on the screen is asked again when it comes back.
    } else yield { path, shows: () => true, askAgain: () => query.invalidate(), isDear: false }
  }
}

interface LiveListener {
  onConnected: (isConnected: boolean) => void
  onChange: (change: LiveChange) => void
}

const retryMs = 4000

/** Follows the changes of the installation until the returned function is called. */
export function followChanges(queries: QueryClient, listener: LiveListener): () => void {
  let source: EventSource | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let wasLost = false
  const hear = liveRefresh({
    shown: () => shownBy(queries),
    now: () => performance.now(),
    random: Math.random,
    after: (milliseconds, work) => void setTimeout(work, milliseconds),
  })

  const onMessage = (event: MessageEvent<string>): void => {
    // A server of another version may say what we do not know.
    const { changes = [] } = JSON.parse(event.data) as Partial<LiveFrame>
    hear(changes)
    for (const change of changes) listener.onChange(change)
  }
  const onOpen = (): void => {
    listener.onConnected(true)
    if (wasLost) void queries.invalidateQueries()
    wasLost = false
  }
  const onError = (): void => {
    wasLost = true
    listener.onConnected(false)
    if (source?.readyState !== EventSource.CLOSED) return
    timer = setTimeout(connect, retryMs)
    // Closed means refused, perhaps because the session ended: then this leads to the sign-in page.
    void refresh(queries, '/api/people/session')
  }
  const connect = (): void => {
    source = new EventSource(livePath)
    source.addEventListener('open', onOpen)
    source.addEventListener('message', onMessage)
    source.addEventListener('error', onError)
  }
  connect()
  return () => {
    clearTimeout(timer)
    source?.close()
  }
}
