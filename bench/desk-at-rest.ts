import { setTimeout as sleep } from 'node:timers/promises'
import { childrenOf, postgresProcess } from '../server/testing/run-server.ts'
import { memoryOf } from './memory-of.ts'
import { say } from './say.ts'
import type { Desk } from './with-desk.ts'

const settleSeconds = 30

/** Memory of a server that nobody asks anything, with the processes that it keeps; without its database and its engine. */
export async function measureRest({ server, dataFolder }: Desk): Promise<void> {
  await sleep(settleSeconds * 1000)
  const postgres = postgresProcess(dataFolder)
  const children = childrenOf(server.processId, 'node').filter((id) => id !== postgres)
  const own = memoryOf(server.processId, 'VmRSS')
  const helpers = children.map((id) => memoryOf(id, 'VmRSS'))
  say(
    `\nat rest: ${own.toFixed(0)} MB, and ${helpers.map((one) => one.toFixed(0)).join(' + ') || 0} MB of processes beside`,
  )
}
