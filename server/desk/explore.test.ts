import { test } from 'vitest'
import { startWorld } from '../testing/start-world.ts'
import { letter } from '../testing/letter.ts'
test('x', async () => {
  let t = performance.now()
  const lap = (n: string) => {
    console.log(n, Math.round(performance.now() - t))
    t = performance.now()
  }
  const world = await startWorld()
  lap('start')
  for (let i = 0; i < 4; i++) {
    const l = letter({ from: `a${i}@x.test`, subject: `s${i}` })
    await world.deliver(l.raw, l.envelope)
    lap('deliver')
    for (let k = 0; k < 40; k++) {
      const rows = await world.sql<{ name: string; state: string }>(
        `select name, state from pgboss.job where name like 'platform%' and state <> 'completed'`,
      )
      lap('  ' + JSON.stringify(rows))
      if (rows.length === 0) break
    }
    await world.settle()
    lap('settle')
  }
  await world.stop()
  lap('stop')
})
