import { LiveChange, livePath } from '@bellwether/contract/live.ts'
import type { QueryClient } from '@tanstack/react-query'
import { refresh } from './call.query.ts'

const pathsOfModule: Readonly<Record<string, readonly string[]>> = {
  // Sent after a gap in which changes may have been missed.
  everything: ['/api/'],
  desk: ['/api/desk'],
  customers: ['/api/customers', '/api/desk'],
  evidence: ['/api/evidence'],
  signals: ['/api/signals'],
  pager: ['/api/pager'],
  incidents: ['/api/incidents', '/api/pager'],
  // A mail that was sent or refused shows beside its message and in the told ledger as well.
  mail: ['/api/mail', '/api/desk', '/api/incidents'],
  people: ['/api/people', '/api/desk', '/api/incidents', '/api/pager'],
  installation: ['/api/installation'],
}

/** The paths to ask again when a topic such as `desk.ticket-claimed` is announced. */
export function pathsOfTopic(topic: string): readonly string[] {
  const module = topic.split('.')[0] ?? ''
  return pathsOfModule[module] ?? [`/api/${module}`]
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

  const onMessage = (event: MessageEvent<string>): void => {
    const change = LiveChange.safeParse(JSON.parse(event.data))
    if (!change.success) return
    for (const path of pathsOfTopic(change.data.topic)) void refresh(queries, path)
    listener.onChange(change.data)
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
    source.addEventListener('change', onMessage)
    source.addEventListener('message', onMessage)
    source.addEventListener('error', onError)
  }
  connect()
  return () => {
    clearTimeout(timer)
    source?.close()
  }
}
