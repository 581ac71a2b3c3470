import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import * as contract from '@bellwether/contract/probes.ts'
import type { BodyOf } from '@bellwether/contract/route.ts'
import type { World } from '../testing/start-world.ts'

/** A site on this machine, which does what its paths say. */
export interface Site {
  readonly port: number
  readonly url: string
  /** The paths that were asked for. */
  readonly asked: string[]
  /** Paths that answer 503 at the moment. */
  readonly broken: Set<string>
  stop(): void
}

const megabyte = Buffer.alloc(1024 * 1024, 'x')
function* endless() {
  for (;;) yield megabyte
}

type Answer = (response: ServerResponse, request: IncomingMessage) => void

const answers: Readonly<Record<string, Answer>> = {
  '/never': () => undefined,
  '/trickle': (response) => void response.writeHead(200).write('a'),
  '/loop': (response) => void response.writeHead(302, { location: '/loop' }).end(),
  '/inside': (response) => void response.writeHead(302, { location: 'http://10.0.0.1/' }).end(),
  '/elsewhere': (response) => void response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
  '/moved': (response) => void response.writeHead(301, { location: '/fine' }).end(),
  '/endless': (response) =>
    void Readable.from(endless())
      .on('error', () => undefined)
      .pipe(response),
}

export async function openSite(): Promise<Site> {
  const [asked, broken] = [[] as string[], new Set<string>()]
  const server: Server = createServer((request, response) => {
    const path = request.url ?? ''
    asked.push(path)
    const answer = answers[path]
    if (answer) return answer(response, request)
    response
      .writeHead(broken.has(path) ? 503 : 200, { 'content-type': 'text/plain; charset=utf-8' })
      .end('All is well.')
  })
  await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    asked,
    broken,
    stop: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

type Written = Omit<Partial<BodyOf<typeof contract.addProbe>>, 'check'>

/** Probes of a world, and looks at them by its clock. */
export function probeBuilders(world: () => World) {
  let count = 0
  const all = async () => (await world().ana.call(contract.listProbes, {})).items
  const get = async (id: string): Promise<contract.Probe> => {
    const found = (await all()).find((one) => one.id === id)
    if (!found) throw new Error(`there is no probe ${id}`)
    return found
  }
  const given = async (check: object, over: Written = {}): Promise<contract.Probe> => {
    const name = over.name ?? `Probe ${(count += 1)}`
    const body = { team: 'support', intervalSeconds: 60, ...over, name, check: check as contract.Check }
    return world().ana.call(contract.addProbe, { body })
  }
  /** Moves the clock and waits until it was looked at since. */
  const look = async (id: string, seconds = 61): Promise<contract.Probe> => {
    world().clock.advance(seconds * 1000)
    const since = world().clock.now().getTime()
    for (let turn = 0; turn < 60; turn += 1) {
      await world().app.runLoops()
      if (!(await get(id)).looks.some(({ at }) => Date.parse(at) >= since)) continue
      // The server's own turn may have kept what it saw, and have drawn nothing from it yet.
      await world().app.runLoops()
      return get(id)
    }
    throw new Error('nobody looked at it')
  }
  const pagesOf = (id: string) =>
    world().sql<{ title: string; body: string; state: string; teamId: string }>(
      `select title, body, state, team_id as "teamId" from pager.pages where about_id = '${id}' order by created_at`,
    )
  const factsOf = async (id: string): Promise<string[]> => {
    const rows = await world().sql<{ name: string }>(
      `select name from platform.events where payload->>'probeId' = '${id}' order by number nulls last`,
    )
    return rows.map(({ name }) => name)
  }
  return { all, get, given, look, pagesOf, factsOf }
}
