import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import * as pager from '@bellwether/contract/pager.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { startWorld, type World } from '../../testing/start-world.ts'
import { keepAnswerKey } from '../notification.store.ts'
import { pageTeam } from '../pager.ts'
import { answerByIrc } from './answer-by-irc.ts'
import { answerCode, answerKey } from './answer-key.ts'

/* Nobody is connected: what is said comes from the test. */
let world: World
beforeAll(async () => {
  world = await startWorld({ environment: { IRC_URL: 'irc://bell@127.0.0.1:1' } })
})
afterAll(() => world.stop())
beforeEach(() => world.restart())

let count = 0
/** Somebody who was paged on IRC, and the code that they were sent. */
async function givenPaged() {
  const nick = `Dee${(count += 1)}`
  const teamId = await world.team(nick.toLowerCase())
  const who = await world.person(nick, { teams: [nick.toLowerCase()] })
  await who.call(pager.addContactMethod, { params: { id: who.id }, body: { kind: 'irc', address: nick } })
  const ctx = world.app.contextFor('test')
  const id = await inTransaction(ctx, (ctx) =>
    pageTeam(ctx, { teamId, title: 'Fire', body: '', about: { module: 'test', id: teamId, path: '/x' } }),
  )
  const { notifications } = await world.ana.call(pager.getPage, { params: { id } })
  const notification = notifications.find(({ method }) => method.kind === 'irc')?.id ?? ''
  const code = answerCode(ctx, notification)
  await keepAnswerKey(ctx, notification, answerKey(ctx, code))
  return { nick, code }
}
const say = (nick: string, host: string, text: string) =>
  answerByIrc(world.app.contextFor('pager.irc'), { nick, host, text })
const none = 'There is no such code, or no longer.'

/** What a stranger hears who guesses so often, under another name each time. */
async function guess(times: number, host: (n: number) => string): Promise<(string | undefined)[]> {
  const heard = []
  for (let n = 0; n < times; n += 1) heard.push(await say(`stranger${n}`, host(n), `ack zzzzzzzz${n}`))
  return heard
}

test.each([
  ['a stranger who changes their nick', 40, () => 'bad.test', 25],
  ['strangers from many hosts', 120, (n: number) => `bad${n}.test`, 100],
])('%s are heard no more after some tries, not even with a right code', async (_, times, host, max) => {
  const { code } = await givenPaged()
  const heard = await guess(times, host)
  expect(heard.filter((one) => one === none)).toHaveLength(max)
  expect(heard.slice(max).every((one) => one === undefined)).toBe(true)
  expect(await say('another', host(times), `ack ${code}`)).toBeUndefined()
})

test.each([
  ['from the same host', 40, () => 'gateway.test'],
  ['from everywhere', 120, (n: number) => `bad${n}.test`],
])('who was paged is heard while strangers guess %s', async (_, times, host) => {
  const { nick, code } = await givenPaged()
  await guess(times, host)
  expect(await say(nick.toUpperCase(), 'gateway.test', `ack ${code}`)).toBe(`Acknowledged by ${nick}: Fire`)
})

test('while nobody guesses the code alone is enough, and a host is held without another', async () => {
  const [one, other] = [await givenPaged(), await givenPaged()]
  expect(await say('elsewhere', 'home.test', `ack ${one.code}`)).toBe(`Acknowledged by ${one.nick}: Fire`)
  await guess(40, () => 'bad.test')
  expect(await say('elsewhere', 'home.test', `ack ${other.code}`)).toBe(`Acknowledged by ${other.nick}: Fire`)
})
