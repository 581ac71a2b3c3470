import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { decideRollbackByLink, getRollbackByLink } from '@bellwether/contract/incidents.ts'
import { acknowledgePageByLink } from '@bellwether/contract/pager.ts'
import type { PublicIntakes } from './public-intakes.ts'

/** How many demo minutes the infrastructure lead takes to wake up, and to decide. */
const minutesToAcknowledge = 2
const minutesToDecide = 5

/**
 * The phone of the infrastructure lead: a webhook receiver that acknowledges a page and accepts the
 * rollback it asks for, after as long as a person takes. Whoever plays may be faster on the screen.
 */
export async function openLeadPhone(
  intakes: () => PublicIntakes | undefined,
  speed: number,
): Promise<{ url: string; stop(): void }> {
  const minutes = (count: number): number => (count * 60_000) / speed
  const timers = new Set<NodeJS.Timeout>()
  const later = (milliseconds: number, act: () => Promise<unknown>): void => {
    // Somebody else may have acted before; then the server refuses and that is fine.
    timers.add(setTimeout(() => void act().catch(() => undefined), milliseconds))
  }
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const { token } = JSON.parse(Buffer.concat(chunks).toString()) as { token: string }
      response.end('ok')
      const params = { token }
      later(minutes(minutesToAcknowledge), async () => intakes()?.call(acknowledgePageByLink, { params }))
      later(minutes(minutesToDecide), async () => {
        const found = await intakes()?.call(getRollbackByLink, { params })
        if (found?.request?.state === 'asked')
          await intakes()?.call(decideRollbackByLink, { params, body: { decision: 'accept' } })
      })
    })
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/page`,
    stop: () => {
      for (const timer of timers) clearTimeout(timer)
      server.close()
    },
  }
}
