import { Agent, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { openEvidenceWorld, type EvidenceWorld } from '../server/evidence/evidence.builders.ts'
import { evidenceRoutes } from '../server/evidence/evidence.routes.ts'
import { openHttp } from '../server/platform/http/open-http.ts'
import { mountRoutes } from '../server/platform/http/mount-routes.ts'
import { signalsRoutes } from '../server/signals/signals.routes.ts'

export interface Stack extends EvidenceWorld {
  readonly port: number
  /** Sends one request of NDJSON to the intake by HTTP; resolves when it was accepted. */
  post(body: Buffer): Promise<void>
}

/** Real records, engine, intake and routes on a free port, with everybody allowed everything. */
export async function openStack(startsAt: Date, connections = 4): Promise<Stack> {
  const world = await openEvidenceWorld(startsAt)
  const http = await openHttp(world.ctx.log, {})
  const { actor } = world.as('evidence.write', 'evidence.read', 'signals.read')
  mountRoutes(http, [...evidenceRoutes(world.intake), ...signalsRoutes], {
    identify: async () => actor,
    contextFor: (actor, requestId) => ({ ...world.ctx, actor, requestId }),
  })
  await http.listen({ port: 0, host: '127.0.0.1' })
  const { port } = http.server.address() as AddressInfo
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  return {
    ...world,
    port,
    post: (body) => post(port, agent, body),
    stop: async () => {
      agent.destroy()
      await http.close()
      await world.stop()
    },
  }
}

function post(port: number, agent: Agent, body: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/x-ndjson', 'content-length': body.length }
    const call = request({ port, agent, method: 'POST', path: '/api/evidence/events', headers }, (response) => {
      let text = ''
      response.on('data', (part: Buffer) => (text += part.toString()))
      response.on('end', () => (response.statusCode === 202 ? resolve() : reject(new Error(text))))
    })
    call.on('error', reject)
    call.end(body)
  })
}
