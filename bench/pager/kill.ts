import { say } from '../say.ts'
import { openKillHouse } from './kill-house.ts'
import { killServers } from './kill-servers.ts'
import { sayLoad, sayTimes } from './say-times.ts'

const standard = { kills: 100, seed: 7 }
const lifeMilliseconds = 1500
const patienceSeconds = 180
const late = 5000

/** `kill [two] KILLS SEED`: processes that take alerts and page are killed at random instants, and started at once. */
export async function measureKill(args: readonly string[]): Promise<void> {
  const processes = args.includes('two') ? 2 : 1
  const [kills = standard.kills, seed = standard.seed] = args.filter((arg) => arg !== 'two').map(Number)
  const house = await openKillHouse(processes)
  try {
    const startedAt = performance.now()
    const found = await killServers(house, { kills, processes, seed, lifeMilliseconds, patienceSeconds })
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(0)
    say(`${processes} process(es), ${kills} kills by seed ${seed}, ${seconds} s`)
    sayLoad()
    say(`events accepted ${found.accepted}: lost ${found.lost}, doubled ${found.doubled}, unpaged ${found.unpaged}`)
    say(`pages ${found.pages}: of an event that has another ${found.doubledPages}`)
    say(`deliveries ${found.deliveries}: missing ${found.undelivered}, repeated ${found.repeated}`)
    say(`times that one delivery came at most ${found.mostOfOne}`)
    sayTimes('first delivery after the event was accepted', found.delays)
    say(`later than ${late / 1000} s: ${found.delays.filter((delay) => delay > late).length}`)
  } finally {
    await house.stop()
  }
}
