import type { FastifyRequest } from 'fastify'

const drainMilliseconds = 10_000
const drainBytesMax = 16 * 1024 * 1024

/**
 * What is refused before its body was read leaves the body on the connection, and the next request of
 * the connection would never be seen. It is read away, up to a bound; beyond it the connection ends.
 */
export function drainUnread({ raw }: FastifyRequest): void {
  if (raw.complete || raw.destroyed) return
  const patience = setTimeout(() => raw.destroy(), drainMilliseconds)
  let bytes = 0
  raw.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes > drainBytesMax) raw.destroy()
  })
  raw.once('close', () => clearTimeout(patience))
  raw.resume()
}
