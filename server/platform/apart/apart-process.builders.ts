import { serveApart } from './serve-apart.ts'

let grown = Buffer.alloc(1)

/** A process that does as it is told, for the test of the pool. */
serveApart<string, { said: string; bytes: Uint8Array }>((task) => {
  if (task === 'hang') for (;;);
  if (task === 'throw') throw new Error('it cannot be done')
  if (task === 'eat') for (const all: string[][] = []; ;) all.push(Array.from({ length: 1e5 }, (_, n) => `${n}`))
  if (task === 'grow') grown = Buffer.alloc(300 * 1024 * 1024, 1)
  if (task === 'grow' || task === 'who') return { said: String(process.pid), bytes: grown.subarray(0, 1) }
  return { said: task, bytes: new Uint8Array([1, 2, 3]) }
})
