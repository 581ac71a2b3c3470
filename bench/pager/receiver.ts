import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** One attempt of a page, as it arrived at a phone. */
export interface Arrival {
  /** The same at every attempt of one notification. */
  readonly key: string
  /** Whose phone. */
  readonly path: string
  readonly pageId: string
  /** The number of the event that opened the page; -1 where none did. */
  readonly event: number
  /** By `performance.now()`. */
  readonly at: number
}

/** The phones of everybody: a real HTTP server that writes down what arrives. */
export interface Receiver {
  readonly url: string
  readonly arrivals: Arrival[]
  /** Refuses connections until it opens again on the same port. */
  close(): Promise<void>
  open(): Promise<void>
}

const opener = /Event (\d+)/

export async function openReceiver(): Promise<Receiver> {
  const arrivals: Arrival[] = []
  let server: Server | undefined
  let port = 0
  const open = async (): Promise<void> => {
    const opening = phones(arrivals)
    await new Promise<void>((listening) => void opening.listen(port, '127.0.0.1', listening))
    port = (opening.address() as AddressInfo).port
    server = opening
  }
  await open()
  return {
    url: `http://127.0.0.1:${port}`,
    arrivals,
    open,
    close: async () => {
      server?.closeAllConnections()
      await new Promise<void>((closed) => (server ? void server.close(() => closed()) : closed()))
    },
  }
}

function phones(arrivals: Arrival[]): Server {
  return createServer((request, response) => {
    const at = performance.now()
    let text = ''
    request.on('data', (chunk: Buffer) => (text += chunk.toString()))
    request.on('end', () => {
      const { id, title, body } = JSON.parse(text) as { id: string; title: string; body: string }
      const event = Number((opener.exec(title) ?? opener.exec(body))?.[1] ?? -1)
      const key = request.headers['idempotency-key'] as string
      arrivals.push({ key, path: request.url ?? '', pageId: id, event, at })
      response.end()
    })
  })
}

/** Of each page at each phone the first attempt. */
export function firstArrivals(arrivals: readonly Arrival[]): Arrival[] {
  const seen = new Set<string>()
  return arrivals.filter(({ pageId, path }) => {
    const isFirst = !seen.has(`${pageId} ${path}`)
    seen.add(`${pageId} ${path}`)
    return isFirst
  })
}

/** Phones that take a call and never say a word. */
export async function openSilentReceiver(): Promise<{ url: string; stop(): void }> {
  const server = createServer((request) => void request.resume())
  await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', listening))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
