import { setTimeout as sleep } from 'node:timers/promises'
import { letter } from '../server/testing/letter.ts'
import type { RunServer } from '../server/testing/run-server.ts'
import { openSender } from '../server/testing/start-world.ts'
import { deskSize } from './fill-desk.ts'

/** Customers write so many mails a second for so long; seconds that it took, since a server may be behind. */
export async function mailComesIn(server: RunServer, perSecond: number, seconds: number): Promise<number> {
  const sender = openSender(server)
  const startedAt = performance.now()
  for (let n = 0; n < perSecond * seconds; n += 1) {
    const from = `vera@customer-${1 + (n % deskSize.customers)}.test`
    const { raw, envelope } = letter({ from, subject: `Live ${n}`, text: 'It is slow again.' })
    await sender.sendMail({ raw, envelope })
    const ahead = startedAt + ((n + 1) * 1000) / perSecond - performance.now()
    if (ahead > 0) await sleep(ahead)
  }
  sender.close()
  return (performance.now() - startedAt) / 1000
}
