import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { childrenOf, postgresProcess } from '../server/testing/run-server.ts'
import { memoryOf } from './memory-of.ts'
import { say } from './say.ts'
import { waitUntilIdle } from './wait-until-idle.ts'
import type { Desk } from './with-desk.ts'

const settleSeconds = 90

/** Memory of a server that nobody asks anything, and of the processes that it keeps, of which the engine is one; without its database. */
export async function measureRest({ server, dataFolder, db }: Desk): Promise<void> {
  await waitUntilIdle(db)
  await sleep(settleSeconds * 1000)
  const postgres = postgresProcess(dataFolder)
  const children = childrenOf(server.processId, 'node').filter((id) => id !== postgres)
  const own = memoryOf(server.processId, 'VmRSS')
  say(`\nat rest: ${own.toFixed(0)} MB`)
  for (const id of children) say(`beside it: ${memoryOf(id, 'VmRSS').toFixed(0)} MB of ${programOf(id)}`)
}

/** The file that a process runs. */
const programOf = (id: number): string =>
  readFileSync(`/proc/${id}/cmdline`, 'utf8')
    .split('\0')
    .filter((one) => /\.m?[jt]s$/.test(one))
    .map((one) => basename(one))
    .join(' ')
