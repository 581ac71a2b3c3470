import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import nodemailer from 'nodemailer'
import { acceptEvents, recordDeploy, recordRollOut } from '@bellwether/contract/evidence.ts'
import type { AnswerOf, AnyRoute, CallInput } from '@bellwether/contract/route.ts'
import { urlOf } from '@bellwether/contract/url-of.ts'
import type { WorldDeploy } from './world/world-deploys.ts'

/** The server no longer takes the simulator's token: the demo was ended. */
export class DemoEnded extends Error {}

/** All that the simulator knows of the server: its HTTP API and its mail port. */
export interface PublicIntakes {
  call<R extends AnyRoute>(route: R, input: CallInput<R>): Promise<AnswerOf<R>>
  sendEvents(events: Iterable<unknown>): Promise<number>
  sendDeploy(deploy: WorldDeploy): Promise<string>
  sendRollOut(deployId: string, hosts: WorldDeploy['hosts']): Promise<void>
  sendMail(mail: { from: string; to: string; subject: string; text: string; messageId: string }): Promise<void>
}

const linesPerRequest = 20_000

const tries = 8
const isForNow = (status: number): boolean => status === 429 || status === 502 || status === 503 || status === 504

/** Asks again, with the same key, while the server is away or has no room; a moment of that ends no story. */
export async function persistently(url: string, init: RequestInit = {}): Promise<Response> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await fetch(url, init).catch((error: Error) => error)
    const isFinal = attempt === tries || (!(answer instanceof Error) && !isForNow(answer.status))
    if (isFinal) {
      if (answer instanceof Error) throw answer
      return answer
    }
    await sleep(200 * 2 ** attempt)
  }
}

export function publicIntakes(server: { url: string; smtpPort: number }, token: string): PublicIntakes {
  const mailer = nodemailer.createTransport({ host: '127.0.0.1', port: server.smtpPort, ignoreTLS: true })

  async function send(
    path: string,
    init: { method: string; body?: string | Uint8Array; headers?: Record<string, string> },
  ): Promise<unknown> {
    const key = init.method === 'GET' ? {} : { 'idempotency-key': randomUUID() }
    const response = await persistently(`${server.url}${path}`, {
      ...init,
      headers: { authorization: `Bearer ${token}`, ...key, ...init.headers },
    })
    if (response.status === 401) throw new DemoEnded('the demo was ended')
    const answer: unknown = await response.json()
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${JSON.stringify(answer)}`)
    return answer
  }
  const sendLines = (path: string, lines: readonly string[]): Promise<unknown> =>
    send(path, {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson', 'content-encoding': 'gzip' },
      body: gzipSync(`${lines.join('\n')}\n`, { level: 1 }),
    })
  const call: PublicIntakes['call'] = async (route, input) => {
    const { body } = input as { body?: unknown }
    const sent =
      body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
    return (await send(urlOf(route, input as never), { method: route.method, ...sent })) as never
  }
  return {
    call,
    sendEvents: async (events) => {
      let lines: string[] = []
      let sent = 0
      const flush = async (): Promise<void> => {
        if (lines.length > 0) await sendLines(acceptEvents.path, lines)
        sent += lines.length
        lines = []
      }
      for (const event of events) if (lines.push(JSON.stringify(event)) >= linesPerRequest) await flush()
      await flush()
      return sent
    },
    sendDeploy: async ({ service, version, startedAt, by, title }) =>
      (await call(recordDeploy, { body: { service, version, startedAt: startedAt.toISOString(), by, title } })).id,
    sendRollOut: async (id, hosts) => {
      if (hosts.length > 0)
        await sendLines(
          urlOf(recordRollOut, { params: { id } }),
          hosts.map((host) => JSON.stringify(host)),
        )
    },
    sendMail: async (mail) => void (await mailer.sendMail(mail)),
  }
}
