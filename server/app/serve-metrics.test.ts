import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { getTicket, listTickets } from '@bellwether/contract/desk.ts'
import { createToken } from '@bellwether/contract/people.ts'
import type { Permission } from '@bellwether/contract/permissions.ts'
import { type Caller, callerFor } from '../testing/caller.ts'
import { startWorld, type World } from '../testing/start-world.ts'

let world: World
let prometheus: Caller
beforeAll(async () => {
  world = await startWorld()
  prometheus = await program('metrics.read')
})
afterAll(() => world.stop())

async function program(...permissions: Permission[]): Promise<Caller> {
  const { token } = await world.ana.call(createToken, { body: { name: 'prometheus', permissions } })
  return callerFor(() => world.app.url, token)
}
const scrape = async (): Promise<string> => (await prometheus.raw('/metrics')).text()
const valueOf = (text: string, line: string): number =>
  Number(
    text
      .split('\n')
      .find((one) => one.startsWith(line))
      ?.split(' ')
      .at(-1),
  )

const promtool = existsSync('/usr/bin/promtool') ? undefined : 'the Debian package prometheus is not installed'

describe('/metrics', () => {
  test.skipIf(promtool !== undefined)('is what Prometheus reads', async () => {
    const response = await prometheus.raw('/metrics')
    expect(response.headers.get('content-type')).toContain('text/plain; version=0.0.4')
    // It fails on a name or a label that breaks the format, and says nothing where all is well.
    execFileSync('/usr/bin/promtool', ['check', 'metrics'], { input: await response.text() })
  })

  test('counts requests by their route, never by their address', async () => {
    await world.ana.call(listTickets, { query: {} })
    await world.ana.refused(getTicket, { params: { id: '987654' } })
    await world.ana.raw('/api/nowhere/s3cret')
    const text = await scrape()
    const name = 'bellwether_http_request_duration_seconds_count'
    expect(valueOf(text, `${name}{method="GET",route="/api/desk/tickets",status="200"}`)).toBe(1)
    expect(valueOf(text, `${name}{method="GET",route="/api/desk/tickets/:id",status="404"}`)).toBe(1)
    expect(text).not.toContain('987654')
    expect(valueOf(text, `${name}{method="GET",route="none",status="404"}`)).toBe(1)
    expect(text).not.toContain('s3cret')
  })

  test('says what waits and what is out of reach', async () => {
    await world.app
      .contextFor('test')
      .jobs.boss.send('mail.send-mail', { mailId: '0e5f4a38-6f6e-4d2b-9d5c-0d8d8f6a7b1c' }, { startAfter: 300 })
    const text = await scrape()
    expect(valueOf(text, 'bellwether_jobs{queue="mail.send-mail",state="created"}')).toBe(1)
    expect(valueOf(text, 'bellwether_store_up{store="evidence"}')).toBe(0)
    expect(valueOf(text, 'bellwether_undelivered_facts{subscriber="file-mail"}')).toBe(0)
  })

  test('leaves out what cannot be read, and says the rest', async () => {
    await world.sql('alter table platform.subscribers rename to subscribers_away')
    const text = await scrape()
    await world.sql('alter table platform.subscribers_away rename to subscribers')
    expect(text).not.toContain('bellwether_undelivered_facts{')
    expect(valueOf(text, 'bellwether_store_up{store="evidence"}')).toBe(0)
  })

  test('is for those who may read it: not for strangers, other programs, or a browser that somebody leads here', async () => {
    expect((await world.nobody.raw('/metrics')).status).toBe(401)
    expect((await (await program('desk.read')).raw('/metrics')).status).toBe(403)
    expect((await world.ana.raw('/metrics')).status).toBe(401)
  })
})
