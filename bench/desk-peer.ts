import { readFileSync } from 'node:fs'
import { rounds } from './measure-requests.ts'
import { milliseconds, quantile, say } from './say.ts'

/* Pages of another desk, which `BENCH_PEER` names in a file, asked in the same run by the same client. */

interface Peer {
  readonly name: string
  /** Where it answers, e.g. `http://127.0.0.1:8080`. */
  readonly url: string
  /** How it knows who asks: a cookie or a token. */
  readonly headers?: Readonly<Record<string, string>>
  /** What is asked, by what it is; `{n}` is a number from 1 to `numbers`. */
  readonly pages: Readonly<Record<string, string>>
  readonly numbers?: number
}

export async function measurePeer(): Promise<void> {
  const file = process.env['BENCH_PEER']
  if (file === undefined) return
  const peer = JSON.parse(readFileSync(file, 'utf8')) as Peer
  const { headers = {}, numbers = 1 } = peer
  say(`\n${peer.name.padEnd(20)}   1 client: p50       p95`)
  for (const [what, page] of Object.entries(peer.pages)) {
    const ask = async (n: number): Promise<void> => {
      const path = page.replaceAll('{n}', String(1 + ((n * 7919) % numbers)))
      const response = await fetch(new URL(path, peer.url), { headers, redirect: 'manual' })
      await response.arrayBuffer()
      // A page that leads to the sign-in page is quick, and none that was asked for.
      if (response.status !== 200) throw new Error(`${path} of ${peer.name} answered ${response.status}`)
    }
    for (let n = 0; n < rounds.warmUp; n += 1) await ask(n)
    const times: number[] = []
    for (let n = 0; n < rounds.alone; n += 1) {
      const startedAt = performance.now()
      await ask(n)
      times.push(performance.now() - startedAt)
    }
    say(`${what.padEnd(20)}   ${milliseconds(quantile(times, 0.5))} ${milliseconds(quantile(times, 0.95))}`)
  }
}
