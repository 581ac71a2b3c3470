import { connect } from 'node:net'
import type { Check } from '@bellwether/contract/probes.ts'
import { lookupOf, type Reach, refuseInternal } from './reach.ts'

/** Connects and hangs up; throws where nobody takes it. */
export async function checkTcp(
  { host, port, family }: Extract<Check, { kind: 'tcp' }>,
  reach: Reach,
  signal: AbortSignal,
): Promise<void> {
  refuseInternal(reach, host)
  const version = family === 'any' ? {} : { family: Number(family) }
  await new Promise<void>((resolve, reject) => {
    const socket = connect({ host, port, lookup: lookupOf(reach), signal, ...version })
    socket.once('connect', () => {
      resolve()
      socket.destroy()
    })
    socket.on('error', reject)
  })
}
