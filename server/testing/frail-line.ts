import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** What happens to a connection: it is served, cut after so many bytes of one side, told that all are busy, or never answered. */
export type Fate = 'served' | 'busy' | 'silent' | { cutAfter: number; of: 'request' | 'answer' }

/** A line to a server on this machine whose next connections have the fates that a test gives them. */
export interface FrailLine {
  readonly port: number
  /** One for each connection to come; those after them are served. */
  readonly fates: Fate[]
  /** Ends the connections there are. */
  cutAll(): void
  stop(): Promise<void>
}

/** As a balancer says it, in front of many servers. */
const busy = 'HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\nconnection: close\r\n\r\n'

export async function openFrailLine(serverPort: number): Promise<FrailLine> {
  const fates: Fate[] = []
  const sockets = new Set<Socket>()
  const server = createServer((near) => {
    const fate = fates.shift() ?? 'served'
    sockets.add(near.on('error', () => undefined).on('close', () => sockets.delete(near)))
    if (fate === 'silent') return near.resume()
    if (fate === 'busy') return near.resume().once('data', () => near.end(busy))
    const far = connect(serverPort, '127.0.0.1').on('error', () => near.destroy())
    near.on('close', () => far.destroy())
    far.on('close', () => near.destroy())
    near.pipe(far)
    far.pipe(near)
    if (fate !== 'served') cut(fate.of === 'request' ? near : far, fate.cutAfter, near)
  })
  const cutAll = (): void => sockets.forEach((socket) => socket.destroy())
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    fates,
    cutAll,
    stop: async () => {
      cutAll()
      await new Promise((closed) => server.close(closed))
    },
  }
}

function cut(counted: Socket, after: number, near: Socket): void {
  let bytes = 0
  counted.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes > after) near.destroy()
  })
}
