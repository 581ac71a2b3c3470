import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addCustomer } from '@bellwether/contract/customers.ts'
import { mayHear } from '@bellwether/contract/live.ts'
import { openTicket } from '@bellwether/contract/desk.ts'
import { setMyPassword, signOut } from '@bellwether/contract/people.ts'
import { Permission } from '@bellwether/contract/permissions.ts'
import type { Actor } from '../context.ts'
import { type Caller } from '../../testing/caller.ts'
import { startWorld, type World } from '../../testing/start-world.ts'
import { checkScreens, type Screen, showChanges } from './screens.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
  const contacts = [{ name: 'Vera', email: 'vera@acme.test' }]
  await world.ana.call(addCustomer, { body: { key: 'acme', name: 'Acme', contacts } })
})
afterAll(() => world.stop())

/** Listens as a screen does; `heard` grows, `ended` resolves with the end of the stream. */
async function listen(who: Caller) {
  const response = await who.raw('/api/live')
  const stream = { status: response.status, heard: '', ended: Promise.resolve() }
  const reader = response.body!.getReader()
  stream.ended = (async () => {
    for (let part = await reader.read(); !part.done; part = await reader.read())
      stream.heard += Buffer.from(part.value).toString()
  })().catch(() => undefined)
  return stream
}
const seen = async (stream: { heard: string }, text: string): Promise<void> => {
  for (let tries = 0; tries < 300 && !stream.heard.includes(text); tries += 1) await sleep(10)
  expect(stream.heard).toContain(text)
}
const change = () =>
  world.ana.call(openTicket, { body: { contactEmail: 'vera@acme.test', subject: 'Seen', text: 'First.' } })

describe('a live stream', () => {
  test('shows what changes, by ids alone', async () => {
    const stream = await listen(world.ana)
    const ticket = await change()
    await seen(stream, 'desk.ticket-opened')
    expect(stream.heard).toContain(ticket.id)
    expect(stream.heard).not.toContain('First.')
  })

  test('is nobody’s without a session', async () => {
    expect((await world.nobody.raw('/api/live')).status).toBe(401)
  })

  test('ends with its session, and the others go on', async () => {
    const [one, other] = [await world.person('One'), await world.person('Other')]
    const [ending, going] = [await listen(one), await listen(other)]
    await one.call(signOut, {})
    await ending.ended
    expect(ending.heard).toContain('event: signed-out')
    await change()
    await seen(going, 'desk.ticket-opened')
    expect(ending.heard).not.toContain('desk.ticket-opened')
  })

  test('goes on in the browser that changes the password', async () => {
    const who = await world.person('Who')
    const stream = await listen(who)
    await who.call(setMyPassword, { body: { password: 'a long enough password' } })
    await change()
    await seen(stream, 'desk.ticket-opened')
    expect(stream.heard).not.toContain('signed-out')
  })

  test('comes back after the connection to the database was lost, and says that something may be missed', async () => {
    const stream = await listen(world.ana)
    await world.sql(
      `select pg_terminate_backend(pid) from pg_stat_activity where query ilike 'listen %' and datname = current_database()`,
    )
    await seen(stream, '"everything"')
    await change()
    await seen(stream, 'desk.ticket-opened')
  })
})

/** A screen as the stream sees it, with as many bytes waiting as the test says. */
function screen(actor: Actor, waiting = 0) {
  const said: string[] = []
  const response = {
    writableLength: waiting,
    write: (text: string) => said.push(text),
    end: (text: string) => said.push(`${text}END`),
    destroy: () => said.push('DESTROYED'),
  }
  return { said, screen: { response, actor, identify: async () => actor } as unknown as Screen }
}
const person = (...permissions: Permission[]): Actor => ({
  kind: 'person',
  personId: 'one',
  name: 'One',
  teamIds: [],
  permissions: new Set(permissions),
})

const opened = { topic: 'desk.ticket-opened', ids: {} }

describe('a change is shown', () => {
  test('to those alone who may read of it', () => {
    const [reader, other] = [screen(person('desk.read')), screen(person('evidence.read'))]
    showChanges(new Set([reader.screen, other.screen]), [opened])
    expect([reader.said.length, other.said.length]).toEqual([1, 0])
  })

  test('with those alone of its frame that one may read of, once for all who may read the same', () => {
    const screens = [
      screen(person('desk.read')),
      screen(person('desk.read', 'pager.read')),
      screen(person('desk.read')),
    ]
    showChanges(new Set(screens.map((one) => one.screen)), [
      opened,
      { topic: 'pager.page-opened', ids: { pageId: '1' } },
    ])
    expect(screens.map(({ said }) => (said[0] ?? '').includes('pager'))).toEqual([false, true, false])
    expect(screens[0]?.said).toEqual(screens[2]?.said)
  })

  test('to nobody of whom it is unknown what they may read', () => {
    expect(mayHear('newmodule.something-happened', new Set(Permission.options))).toBe(false)
    expect(mayHear('installation.changed', new Set())).toBe(true)
  })

  test('to a screen that does not read no more: it is dropped', async () => {
    const [deaf, awake] = [screen(person('desk.read'), 300_000), screen(person('desk.read'))]
    showChanges(new Set([deaf.screen, awake.screen]), [opened])
    await checkScreens(new Set([deaf.screen]))
    expect([deaf.said, awake.said.length]).toEqual([['DESTROYED', 'DESTROYED'], 1])
  })
})
