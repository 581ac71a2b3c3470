import { fork } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import * as contract from '@bellwether/contract/probes.ts'
import { withPager } from './pager/with-pager.ts'
import { processorSeconds } from './processor-seconds.ts'
import { say } from './say.ts'

const probes = 1000
const intervalSeconds = 20
const warmUpSeconds = 45
const measuredSeconds = 120

/** What is looked at, in a process of its own. */
if (process.argv[2] === 'target') {
  const server = createServer((_, response) => void response.end('ok'))
  server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port))
}

/** 1,000 probes of the web every 20 seconds from one server that does nothing else, and how much of a core they take. */
export async function run(): Promise<void> {
  const target = fork(import.meta.filename, ['target'])
  const [port] = (await once(target, 'message')) as [number]
  await withPager(async ({ server, ana }) => {
    await sleep(5000)
    const share = async (name: string): Promise<void> => {
      const before = processorSeconds(server.processId)
      await sleep(measuredSeconds * 1000)
      const used = processorSeconds(server.processId) - before
      say(`${name.padEnd(30)} ${((used / measuredSeconds) * 100).toFixed(1)} % of a core`)
    }
    await share('without probes')
    for (let n = 0; n < probes; n += 1) {
      const check = { kind: 'http', url: `http://127.0.0.1:${port}/${n}` } as contract.Check
      await ana.call(contract.addProbe, { body: { team: 'support', name: `Probe ${n}`, check, intervalSeconds } })
      // As many as fit into an interval, so that they are spread as those of a person are.
      await sleep(5)
    }
    await sleep(warmUpSeconds * 1000)
    await share(`${probes} every ${intervalSeconds} s`)
    const { items } = await ana.call(contract.listProbes, {})
    const ages = items.map(({ looks: [look] }) => (Date.now() - Date.parse(look?.at ?? '')) / 1000)
    say(
      `up: ${items.filter(({ state }) => state === 'up').length}; the oldest last look: ${Math.max(...ages).toFixed(0)} s ago`,
    )
  })
  target.kill()
}
