import type { LiveFrame } from '@bellwether/contract/live.ts'
import { liveRefresh, type Shown } from '../console/live-refresh.ts'
import type { Caller } from '../server/testing/caller.ts'

export interface Screens {
  /** Requests that the screens made because of what they heard. */
  asked(): number
  /** Frames that they got. */
  heard(): number
  close(): void
}

const queries = { '/api/desk/tickets': '?limit=50', '/api/desk/counts': '' }

/** Screens with the queue open: each listens, and asks again for what it shows as the console does. */
export async function openScreens(ana: Caller, count: number): Promise<Screens> {
  const counted = { asked: 0, heard: 0 }
  const closing = new AbortController()
  const opened = Array.from({ length: count }, async () => {
    const shown = Object.entries(queries).map(([path, query]) => shownQuery(ana, { path, query }, counted))
    for (const one of shown) one.askAgain()
    const response = await ana.raw('/api/live', { signal: closing.signal })
    void listen(response, shown, counted).catch(() => undefined)
  })
  await Promise.all(opened)
  return { asked: () => counted.asked, heard: () => counted.heard, close: () => closing.abort() }
}

function shownQuery(ana: Caller, of: { path: string; query: string }, counted: { asked: number }): Shown {
  let text = ''
  let isAsking = false
  const ask = async (): Promise<void> => {
    if (isAsking) return
    isAsking = true
    counted.asked += 1
    text = await (await ana.raw(`${of.path}${of.query}`)).text()
    isAsking = false
  }
  return {
    path: of.path,
    shows: (id) => text.includes(id),
    isDear: false,
    askAgain: () => void ask().catch(() => undefined),
  }
}

async function listen(response: Response, shown: readonly Shown[], counted: { heard: number }): Promise<void> {
  const hear = liveRefresh({
    shown: () => shown,
    now: () => performance.now(),
    random: Math.random,
    after: (milliseconds, work) => void setTimeout(work, milliseconds),
  })
  let rest = ''
  for await (const chunk of response.body!) {
    const frames = (rest + Buffer.from(chunk).toString()).split('\n\n')
    rest = frames.pop() ?? ''
    for (const frame of frames.filter((one) => one.startsWith('data: '))) {
      counted.heard += 1
      hear((JSON.parse(frame.slice('data: '.length)) as LiveFrame).changes)
    }
  }
}
