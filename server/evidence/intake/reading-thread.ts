import { parentPort } from 'node:worker_threads'
import { Damaged, readEvents, repairRows, TooLong } from './read-events.ts'
import type { ReadingAnswer, ReadingOrder } from './read-apart.ts'

/** The other side of read-apart.ts: one order at a time, bytes handed over without a copy. */
function answerTo({ kind, body, receivedAt }: ReadingOrder): ReadingAnswer {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  try {
    if (kind === 'events') return { kind, read: readEvents(bytes, receivedAt) }
    return { kind, repaired: repairRows(bytes) }
  } catch (error) {
    if (error instanceof TooLong) return { kind: 'too-long', detail: error.message }
    if (error instanceof Damaged) return { kind: 'damaged' }
    throw error
  }
}

const memoryOf = (answer: ReadingAnswer): ArrayBuffer[] => {
  if (answer.kind === 'events') return [answer.read.rows.buffer as ArrayBuffer]
  if (answer.kind !== 'repair') return []
  return [answer.repaired.rows.buffer as ArrayBuffer, answer.repaired.beyond.buffer as ArrayBuffer]
}

parentPort?.postMessage({ kind: 'ready' } satisfies ReadingAnswer)
parentPort?.on('message', (order: ReadingOrder) => {
  const answer = answerTo(order)
  parentPort?.postMessage(answer, memoryOf(answer))
})
