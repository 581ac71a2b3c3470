import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { getHealth, setUpInstallation } from '@bellwether/contract/installation.ts'
import * as pager from '@bellwether/contract/pager.ts'
import { getMe } from '@bellwether/contract/people.ts'
import { hasNgircd, joinIrc, type Ngircd, type OnIrc, openNgircd } from '../server/pager/irc/ngircd.builders.ts'
import { type Caller, callerFor } from '../server/testing/caller.ts'
import { type RunServer, runServer } from '../server/testing/run-server.ts'
import { startTestPostgres, type TestPostgres } from '../server/testing/test-postgres.ts'

/* Two workers, of which one is on IRC: when it is killed the other is, and nothing is lost. */
const folder = mkdtempSync(join(tmpdir(), 'bw-irc-'))
const patience = { timeout: 60_000, interval: 100 }

describe.skipIf(!hasNgircd)('the process that is on IRC', () => {
  const workers: RunServer[] = []
  let records: TestPostgres
  let irc: Ngircd
  let web: RunServer
  let ana: Caller
  let dee: OnIrc
  const start = (name: string, roles: string): Promise<RunServer> =>
    runServer(
      {
        BELLWETHER_DATA: join(folder, name),
        DATABASE_URL: `postgresql:///postgres?host=${records.socketFolder}&user=bellwether`,
        FILES_URL: `file://${join(folder, 'files')}`,
        IRC_URL: `irc://bell@127.0.0.1:${irc.port}`,
      },
      ['--roles', roles],
    )
  beforeAll(async () => {
    records = await startTestPostgres('embedded')
    irc = await openNgircd()
    web = await start('web', 'web')
    workers.push(await start('worker', 'worker'), await start('worker-2', 'worker'))
    ana = callerFor(() => web.url)
    const person = { name: 'Ana', email: 'ana@staff.test', password: 'a long enough password', timeZone: 'UTC' }
    await ana.call(setUpInstallation, {
      body: { setupToken: web.setupToken, organisation: 'Northwind', ...person },
    })
    const { id } = (await ana.call(getMe, {})).person
    await ana.call(pager.addContactMethod, { params: { id }, body: { kind: 'irc', address: 'dee' } })
    dee = await joinIrc(irc.port, 'dee')
  }, 120_000)
  afterAll(async () => {
    dee?.leave()
    for (const one of [...workers, web]) await one?.terminate()
    await irc?.close()
    await records?.stop()
    rmSync(folder, { recursive: true, force: true })
  }, 60_000)

  const detailOf = async ({ url }: RunServer): Promise<string | undefined> =>
    (await callerFor(() => url).call(getHealth, {})).parts['irc']?.detail
  const titles = (): string[] => dee.heard.map(({ message }) => message).filter((text) => text.startsWith('Page for'))
  const open = (title: string) =>
    ana.call(pager.openPage, { body: { team: 'support', title, body: '', urgency: 'high' } })

  test('is one of several, and another when it is killed: each page comes', async () => {
    const details = () => Promise.all(workers.map(detailOf))
    await expect
      .poll(async () => new Set(await details()), patience)
      .toEqual(new Set(['connected to 127.0.0.1 as bell', 'in another process']))
    await open('Before')
    await expect.poll(titles, patience).toEqual(['Page for Support: Before'])

    const place = (await details()).indexOf('connected to 127.0.0.1 as bell')
    const [holder] = workers.splice(place, 1)
    for (const title of ['First', 'Second', 'Third']) await open(title)
    // Some of it is under way.
    await expect.poll(() => titles().length, patience).toBeGreaterThan(1)
    await holder?.kill()
    await open('After')
    await expect
      .poll(() => [...new Set(titles())].toSorted(), patience)
      .toEqual(['After', 'Before', 'First', 'Second', 'Third'].map((title) => `Page for Support: ${title}`))
    expect(await detailOf(workers[0]!)).toMatch(/^connected to 127.0.0.1 as bell/)
  }, 120_000)
})
