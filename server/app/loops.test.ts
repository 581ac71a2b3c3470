import { expect, test } from 'vitest'
import { pino } from 'pino'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Context } from '../platform/context.ts'
import { startLoops } from './loops.ts'

test('a loop that is asked to go round while it does goes round afterwards, never twice at once', async () => {
  let running = 0
  const most: number[] = []
  const verb = async (): Promise<void> => {
    running += 1
    most.push(running)
    await sleep(20)
    running -= 1
  }
  const ctx = { log: pino({ level: 'silent' }) } as Partial<Context> as Context
  const leases = { hold: () => Promise.resolve(true) } as never
  const loops = startLoops([{ name: 'test', everySeconds: 0, verb }], { speed: 1 } as never, () => ctx, leases)
  for (let turn = 0; turn < 12; turn += 1) await Promise.all([loops.runAll(), loops.runAll(), sleep(30)])
  await loops.stop()
  expect(most.length).toBeGreaterThanOrEqual(24)
  expect(Math.max(...most)).toBe(1)
  expect(running).toBe(0)
})
