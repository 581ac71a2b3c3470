import { serveApart } from './serve-apart.ts'

/** A process that does as it is told, for the test of the pool. */
serveApart<string, { said: string; bytes: Uint8Array }>((task) => {
  if (task === 'hang') for (;;);
  if (task === 'throw') throw new Error('it cannot be done')
  if (task === 'eat') for (const all: string[][] = []; ;) all.push(Array.from({ length: 1e5 }, (_, n) => `${n}`))
  return { said: task, bytes: new Uint8Array([1, 2, 3]) }
})
