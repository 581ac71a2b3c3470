import type { Readable } from 'node:stream'
import { badInput, tooLarge } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { Problem } from '../../platform/problem.ts'
import { requestBytesMax } from './read-events.ts'

const firstBytes = 64 << 10

/**
 * The body of a request in memory of its own, which can be handed to another thread: what the network
 * reads into is shared with other requests. Throws past 64 MB, and when the request ends too early.
 */
export async function collectBody(stream: Readable, count: (bytes: number) => void): Promise<Buffer> {
  let block: Buffer = Buffer.allocUnsafeSlow(firstBytes)
  let length = 0
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      count(chunk.length)
      if (length + chunk.length > requestBytesMax)
        throw new Problem(tooLarge, said`The request is larger than 64 MB; send it in parts.`)
      if (length + chunk.length > block.length) block = grown(block, length, length + chunk.length)
      chunk.copy(block, length)
      length += chunk.length
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (code !== 'ECONNRESET' && code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error
    throw new Problem(badInput, said`The request ended too early. Nothing was accepted: send it again.`)
  }
  return block.subarray(0, length)
}

function grown(block: Buffer, length: number, wanted: number): Buffer {
  const larger = Buffer.allocUnsafeSlow(Math.max(wanted, Math.min(block.length * 2, requestBytesMax)))
  block.copy(larger, 0, 0, length)
  return larger
}
