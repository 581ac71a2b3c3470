import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Writable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { getHealth } from '@bellwether/contract/installation.ts'
import * as pager from '@bellwether/contract/pager.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import type { Caller } from '../../testing/caller.ts'
import { startWorld, type World } from '../../testing/start-world.ts'
import { pageTeam } from '../pager.ts'
import { hasNgircd, joinIrc, type Ngircd, type OnIrc, openNgircd } from '../irc/ngircd.builders.ts'
import { bundled, pauseSeconds } from './room-lines.rules.ts'

const patience = { timeout: 20_000, interval: 50 }
const secretPath = '/services/T0/B0/as-good-as-a-key'

test('of many lines the first are said and the others counted', () => {
  const more = (count: number) => `and ${count} more`
  const lines = Array.from({ length: 14 }, (_, n) => String(n))
  expect(bundled(lines.slice(0, 3), more)).toEqual(['0', '1', '2'])
  expect(bundled(lines, more)).toEqual(['0', '1', 'and 12 more'])
  expect([0, 1, 2, 9].map(pauseSeconds)).toEqual([1, 2, 4, 20])
})

let world: World
let teams = 0
/** As nobody does by hand: there is no end to how often. */
async function openPage(team: string, title: string): Promise<{ id: string }> {
  const [{ id: teamId } = { id: '' }] = await world.sql<{ id: string }>(
    `select id from people.teams where slug = '${team}'`,
  )
  const about = { module: 'test', id: randomUUID(), path: '/on-call' }
  const words = { teamId, title, body: 'Look.', about }
  return { id: await inTransaction(world.app.contextFor('test'), (ctx) => pageTeam(ctx, words)) }
}
async function givenTeam(): Promise<{ team: string; who: Caller }> {
  const team = `team${(teams += 1)}`
  await world.team(team)
  return { team, who: await world.person(`Dee${teams}`, { teams: [team] }) }
}
const roomsOf = async (team: string) =>
  (await world.ana.call(pager.listRooms, {})).items.filter((room) => room.team.slug === team)

describe('a webhook', () => {
  const heard: string[] = []
  const logged: string[] = []
  let status = 200
  /** Holds answers back while it is set. */
  let gate: Promise<void> | undefined
  const outside = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    const answer = async (): Promise<void> => {
      await gate
      if (status === 200) heard.push((JSON.parse(String(Buffer.concat(parts))) as { text: string }).text)
      response.writeHead(status).end('ok')
    }
    request.on('end', () => void answer())
  })
  let address: string
  beforeAll(async () => {
    await new Promise<void>((listening) => void outside.listen(0, '127.0.0.1', listening))
    address = `http://127.0.0.1:${(outside.address() as AddressInfo).port}${secretPath}`
    const log = new Writable({
      write: (text: Buffer, _, done) => {
        logged.push(String(text))
        done()
      },
    })
    world = await startWorld({ log })
  })
  afterAll(async () => {
    outside.close()
    await world.stop()
  })
  beforeEach(() => {
    heard.splice(0)
    status = 200
    gate = undefined
  })
  const add = (team: string) => world.ana.call(pager.addRoom, { body: { kind: 'webhook', team, address } })
  const said = () => heard.flatMap((text) => text.split('\n'))

  test('hears when a page opens, who has it and when it ends, in this order, and gets no link that acts', async () => {
    const { team, who } = await givenTeam()
    await add(team)
    const { id } = await openPage(team, '<!channel> Disk & all')
    await expect.poll(said, patience).toHaveLength(1)
    await who.call(pager.acknowledgePage, { params: { id } })
    await who.call(pager.resolvePage, { params: { id } })
    await expect.poll(said, patience).toHaveLength(3)
    expect(said()).toEqual([
      `Page for T${team.slice(1)}: &lt;!channel&gt; Disk &amp; all (rings for Dee${teams}) ${world.app.url}/pages#${id}`,
      `Acknowledged by Dee${teams}: &lt;!channel&gt; Disk &amp; all ${world.app.url}/pages#${id}`,
      'It has ended: &lt;!channel&gt; Disk &amp; all',
    ])
    expect(said().join()).not.toContain('/p/')
    expect(await roomsOf(team)).toMatchObject([{ address: address.slice(0, -secretPath.length), lastError: null }])
  })

  test('that nobody answered is said, too', async () => {
    const { team } = await givenTeam()
    await add(team)
    const { id } = await openPage(team, 'Nobody is there')
    for (let n = 0; n < 4; n += 1) await world.forward({ minutes: 31 })
    await expect
      .poll(said, patience)
      .toContain(`Nobody has answered, administrators are paged: Nobody is there ${world.app.url}/pages#${id}`)
  })

  test('that is slow keeps no phone waiting', async () => {
    const { team, who } = await givenTeam()
    await add(team)
    const { promise, resolve } = Promise.withResolvers<void>()
    gate = promise
    const phone = createServer((_, response) => response.end('ok'))
    await new Promise<void>((listening) => void phone.listen(0, '127.0.0.1', listening))
    const url = `http://127.0.0.1:${(phone.address() as AddressInfo).port}/page`
    await who.call(pager.addContactMethod, { params: { id: who.id }, body: { kind: 'webhook', address: url } })
    const ids: string[] = []
    for (let n = 0; n < 3; n += 1) ids.push((await openPage(team, `Slow ${n}`)).id)
    for (const id of ids)
      await expect
        .poll(async () => (await world.ana.call(pager.getPage, { params: { id } })).notifications, patience)
        .toContainEqual(
          expect.objectContaining({ state: 'sent', method: expect.objectContaining({ kind: 'webhook' }) }),
        )
    expect(heard).toEqual([])
    resolve()
    phone.close()
    await expect.poll(said, patience).toHaveLength(3)
  })

  test('hears of a storm in a few lines', async () => {
    const { team } = await givenTeam()
    await add(team)
    const { promise, resolve } = Promise.withResolvers<void>()
    gate = promise
    for (let n = 0; n < 15; n += 1) await openPage(team, `Storm ${n}`)
    resolve()
    await expect.poll(() => said().at(-1), patience).toMatch(/^and \d+ more: http.*\/on-call$/)
    expect(said().length).toBeLessThanOrEqual(6)
    await expect
      .poll(async () => world.sql('select 1 from pager.room_words w join pager.rooms r on r.id = w.room_id'), patience)
      .toEqual([])
  })

  test('that was told enough within a minute hears the rest together when it is over', async () => {
    const { team } = await givenTeam()
    const { id } = await add(team)
    for (let n = 0; n < 6; n += 1) {
      await openPage(team, `Steady ${n}`)
      await expect.poll(said, patience).toHaveLength(n + 1)
    }
    for (let n = 0; n < 5; n += 1) await openPage(team, `Later ${n}`)
    await world.settle()
    expect(said()).toHaveLength(6)
    await world.sql(
      `update pager.rooms set spoken_from = now() - interval '1 minute', free_at = null where id = '${id}'`,
    )
    await openPage(team, 'Last')
    await expect
      .poll(() => said().slice(6), patience)
      .toEqual([
        expect.stringContaining('Later 0'),
        expect.stringContaining('Later 1'),
        `and 4 more: ${world.app.url}/on-call`,
      ])
  }, 40_000)

  test('hears at once though the clock was set back while it was held', async () => {
    const { team } = await givenTeam()
    const { id } = await add(team)
    const later = `now() + interval '1 hour'`
    await world.sql(
      `update pager.rooms set spoken = 6, spoken_from = ${later}, free_at = ${later}, look_at = ${later} where id = '${id}'`,
    )
    await openPage(team, 'Disk')
    await expect.poll(said, patience).toHaveLength(1)
  })

  test('that fails is tried again in order, says why, and keeps its address to itself', async () => {
    const { team } = await givenTeam()
    await add(team)
    status = 503
    await openPage(team, 'First')
    await expect.poll(async () => (await roomsOf(team))[0]?.lastError, patience).toBe('status 503')
    await openPage(team, 'Second')
    status = 200
    await expect.poll(said, patience).toEqual([expect.stringContaining('First'), expect.stringContaining('Second')])
    // What was heard is written down a moment later.
    await expect.poll(async () => (await roomsOf(team))[0]?.lastError, patience).toBeNull()
    status = 404
    await openPage(team, 'Gone')
    await expect.poll(async () => (await roomsOf(team))[0]?.lastError, patience).toBe('status 404')
    expect(JSON.stringify(await roomsOf(team)) + logged.join('')).not.toContain('as-good-as-a-key')
    expect(
      JSON.stringify(await world.sql(`select detail from platform.audit_entries where action like 'pager.%room'`)),
    ).not.toContain('as-good-as-a-key')
  })

  test('of an internal network, a sixth, and one that is there are refused; one that is removed hears no more', async () => {
    const { team } = await givenTeam()
    const body = { kind: 'webhook' as const, team, address: 'http://10.0.0.1/hook' }
    const { problem } = await world.ana.refused(pager.addRoom, { body })
    expect(problem.errors?.[0]?.detail).toContain('internal network')
    const { id } = await add(team)
    expect((await world.ana.refused(pager.addRoom, { body: { ...body, address } })).status).toBe(409)
    for (let n = 0; n < 4; n += 1)
      await world.ana.call(pager.addRoom, { body: { ...body, address: `https://chat${n}.test/hook` } })
    const sixth = await world.ana.refused(pager.addRoom, { body: { ...body, address: 'https://chat9.test/hook' } })
    expect(sixth.problem.errors?.[0]?.detail).toBe('More than 5 rooms are too many.')
    for (const room of await roomsOf(team)) await world.ana.call(pager.removeRoom, { params: { id: room.id } })
    expect((await world.ana.refused(pager.removeRoom, { params: { id } })).status).toBe(404)
    await openPage(team, 'Unheard')
    await world.settle()
    expect(heard).toEqual([])
  })

  test('channels are not offered without a server of IRC', async () => {
    const { team } = await givenTeam()
    expect((await world.ana.call(pager.listRooms, {})).kinds).toEqual(['webhook'])
    const body = { kind: 'irc' as const, team, address: '#ops' }
    const { problem } = await world.ana.refused(pager.addRoom, { body })
    expect(problem.errors?.[0]?.detail).toBe('IRC needs a server: an operator sets IRC_URL.')
  })
})

describe.skipIf(!hasNgircd)('a channel of IRC', () => {
  let server: Ngircd
  const there: OnIrc[] = []
  beforeAll(async () => {
    server = await openNgircd()
    world = await startWorld({ environment: { IRC_URL: `irc://bell@127.0.0.1:${server.port}` } })
    const irc = async () => (await world.nobody.call(getHealth, {})).parts['irc']
    await vi.waitFor(
      async () => expect(await irc()).toMatchObject({ detail: expect.stringContaining('bell') }),
      patience,
    )
  })
  afterAll(async () => {
    await world?.stop()
    await server?.close()
  })
  afterEach(() => {
    for (const one of there.splice(0)) one.leave()
  })
  async function join(nick: string, channel: string, key?: string): Promise<OnIrc> {
    const one = await joinIrc(server.port, nick)
    there.push(one)
    const joined = new Promise<void>((resolve) => one.client.on('join', (event) => event.nick === nick && resolve()))
    one.client.join(channel, key)
    await joined
    return one
  }
  const texts = ({ heard }: OnIrc): string[] => heard.map(({ message }) => message)
  const add = (team: string, over: { address: string; key?: string; mayPage?: boolean }) =>
    world.ana.call(pager.addRoom, { body: { kind: 'irc', team, ...over } as pager.NewRoom })

  test('hears of pages; “!who” says who is on call; a key is known', async () => {
    const { team, who } = await givenTeam()
    const dee = await join('dee', '#ops', 'sesame')
    dee.client.raw('MODE #ops +k sesame')
    const room = await add(team, { address: '#ops', key: 'sesame' })
    expect(room).toMatchObject({ hasKey: true, mayPage: false })
    expect(JSON.stringify(room)).not.toContain('sesame')
    const { id } = await openPage(team, 'Disk\r\nQUIT :full')
    await who.call(pager.acknowledgePage, { params: { id } })
    await expect
      .poll(() => texts(dee), patience)
      .toEqual([
        `Page for T${team.slice(1)}: Disk QUIT :full (rings for Dee${teams}) ${world.app.url}/pages#${id}`,
        `Acknowledged by Dee${teams}: Disk QUIT :full ${world.app.url}/pages#${id}`,
      ])
    dee.say('#ops', '!who')
    await expect.poll(() => texts(dee).at(-1), patience).toBe(`On call for T${team.slice(1)}: Dee${teams}`)
  })

  test('“!page” pages only where it may, says from whom it came, and only so often', async () => {
    const { team } = await givenTeam()
    const eve = await join('eve', '#alarm')
    const { id } = await add(team, { address: '#alarm' })
    await vi.waitFor(
      () => {
        eve.say('#alarm', '!who')
        expect(texts(eve).length).toBeGreaterThan(0)
      },
      { timeout: 10_000, interval: 1500 },
    )
    const ours = async () =>
      (await world.ana.call(pager.listPages, {})).items.filter((page) => page.team?.slug === team)
    eve.say('#alarm', '!page Not allowed')
    await sleep(1500)
    expect(await ours()).toEqual([])
    await world.ana.call(pager.changeRoom, { params: { id }, body: { mayPage: true } })
    eve.say('#alarm', '!page')
    await expect.poll(() => texts(eve), patience).toContain('Write what is wrong: !page TEXT')
    for (let n = 0; n < 5; n += 1) eve.say('#alarm', `!page Checkout fails ${n}`)
    await expect.poll(() => texts(eve).filter((text) => text.startsWith('Try again in')), patience).toHaveLength(2)
    const mine = await ours()
    expect(mine.map(({ title }) => title.replace(/\d$/, ''))).toEqual(
      Array.from({ length: 3 }, () => 'eve in #alarm (unproven): Checkout fails '),
    )
    expect(mine[0]?.body).toBe('Asked for on IRC by eve in #alarm: nobody has proved who that is.')
    const other = await givenTeam()
    const refused = await world.ana.refused(pager.addRoom, {
      body: { kind: 'irc', team: other.team, address: '#Alarm', mayPage: true },
    })
    expect(refused.status).toBe(409)
  })

  test('into which it is not let says so, and is joined again when it is', async () => {
    const { team } = await givenTeam()
    const guard = await join('guard', '#closed')
    guard.client.raw('MODE #closed +i')
    await add(team, { address: '#closed' })
    await openPage(team, 'Behind a door')
    await expect.poll(async () => (await roomsOf(team))[0]?.lastError, patience).toMatch(/^the IRC server says: .*/)
    guard.client.raw('MODE #closed -i')
    await expect
      .poll(() => texts(guard), { timeout: 40_000, interval: 200 })
      .toEqual([expect.stringContaining('Behind a door')])
  }, 60_000)

  test('is joined again when the server comes back', async () => {
    const { team } = await givenTeam()
    await add(team, { address: '#back' })
    await server.stop()
    await openPage(team, 'While away')
    await expect
      .poll(async () => (await roomsOf(team))[0]?.lastError, patience)
      .toBe('the IRC server cannot be reached')
    await server.start()
    const dee = await join('dee', '#back')
    await expect
      .poll(() => texts(dee), { timeout: 40_000, interval: 200 })
      .toEqual([expect.stringContaining('While away')])
    await vi.waitFor(
      () => {
        dee.say('#back', '!who')
        expect(texts(dee).length).toBeGreaterThan(1)
      },
      { timeout: 10_000, interval: 1500 },
    )
  }, 90_000)
})

test.each(['ops', '#', '#a b', '#a,b', '#a:b', '#a\r\nQUIT', `#${'x'.repeat(60)}`])('“%s” is no channel', (address) =>
  expect(pager.NewRoom.safeParse({ kind: 'irc', team: 'support', address }).success).toBe(false),
)
