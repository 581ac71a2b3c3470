import { promises as dns } from 'node:dns'
import { isIPv6 } from 'node:net'
import type { Check } from '@bellwether/contract/probes.ts'
import { said } from '@bellwether/contract/said.ts'
import { NotAsExpected, type Reach, refuseInternal } from './reach.ts'

type DnsCheck = Extract<Check, { kind: 'dns' }>

/** Asks a name server and holds its answers against the one that is expected. */
export async function checkDns(check: DnsCheck, reach: Reach, signal: AbortSignal): Promise<void> {
  const resolver = new dns.Resolver({ tries: 1 })
  if (check.server !== null) {
    const { address, port } = check.server
    refuseInternal(reach, address)
    resolver.setServers([`${isIPv6(address) ? `[${address}]` : address}:${port}`])
  }
  const cancel = (): void => resolver.cancel()
  signal.addEventListener('abort', cancel)
  try {
    const answers = await answersOf(resolver, check)
    const { value } = check
    if (value !== null && !answers.some((answer) => isSame(answer, value)))
      throw new NotAsExpected(said`the answer is ${answers.slice(0, 5).join(', ')}, not ${value}`)
  } catch (error) {
    throw signal.aborted ? signal.reason : noAnswer(error)
  } finally {
    signal.removeEventListener('abort', cancel)
  }
}

async function answersOf(resolver: dns.Resolver, { name, type }: DnsCheck): Promise<string[]> {
  if (type === 'MX') return (await resolver.resolveMx(name)).map(({ priority, exchange }) => `${priority} ${exchange}`)
  if (type === 'TXT') return (await resolver.resolveTxt(name)).map((parts) => parts.join(''))
  return resolver.resolve(name, type) as Promise<string[]>
}

/** Names are the same in capitals, and with the dot of the root; a text is its own. */
const isSame = (answer: string, value: string): boolean => plain(answer) === plain(value)
const plain = (text: string): string => text.toLowerCase().replace(/\.$/, '')

function noAnswer(error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException
  if (code === 'ENODATA') return new NotAsExpected(said`there is no such record`)
  if (code === 'ENOTFOUND') return new NotAsExpected(said`there is no such name`)
  if (code === 'ETIMEOUT') return new NotAsExpected(said`the name server does not answer`)
  return code === 'ESERVFAIL' || code === 'EREFUSED'
    ? new NotAsExpected(said`the name server refuses to answer`)
    : error
}
