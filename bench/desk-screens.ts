import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { childrenOf, postgresProcess, type RunServer } from '../server/testing/run-server.ts'
import { openScreens } from './live-screens.ts'
import { mailComesIn } from './mail-comes-in.ts'
import { say } from './say.ts'
import type { Desk } from './with-desk.ts'

const live = { screens: 100, mailsPerSecond: 20, seconds: 30, settleSeconds: 15 }

/** Seconds of processor time that the server, its PostgreSQL and its readers have used. */
function processorSeconds(server: RunServer, dataFolder: string): number {
  const postgres = postgresProcess(dataFolder)
  // The PostgreSQL may be a child of the server: each counts once.
  const children = [...childrenOf(server.processId, ''), ...childrenOf(postgres, '')]
  const processes = new Set([server.processId, postgres, ...children])
  return processes.values().reduce((sum, id) => sum + secondsOf(id), 0)
}

/** Its own and that of its children which have ended. */
function secondsOf(processId: number): number {
  try {
    const stat = readFileSync(`/proc/${processId}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks) / 100, 0)
  } catch {
    return 0
  }
}

/** What open screens cost while mail comes in, beside the same mail without a screen. */
export async function measureScreens({ server, dataFolder, ana }: Desk): Promise<void> {
  await sleep(live.settleSeconds * 1000)
  const alone = await whileMailComesIn(server, dataFolder)
  await sleep(live.settleSeconds * 1000)
  const screens = await openScreens(ana, live.screens)
  const watched = await whileMailComesIn(server, dataFolder)
  screens.close()
  say(`\n${live.mailsPerSecond} mails a second for ${live.seconds} s`)
  say(`without a screen     ${alone.toFixed(2)} cores`)
  say(`${live.screens} live screens     ${watched.toFixed(2)} cores, ${(watched - alone).toFixed(2)} for the screens`)
  say(
    `                     ${(screens.asked() / live.seconds).toFixed(0)} requests a second, ${(screens.heard() / live.seconds).toFixed(0)} frames a second`,
  )
}

/** Cores in use, on average. */
async function whileMailComesIn(server: RunServer, dataFolder: string): Promise<number> {
  const before = processorSeconds(server, dataFolder)
  const seconds = await mailComesIn(server, live.mailsPerSecond, live.seconds)
  return (processorSeconds(server, dataFolder) - before) / seconds
}
