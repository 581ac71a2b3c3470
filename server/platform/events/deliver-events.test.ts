import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startWorld, type World } from '../../testing/start-world.ts'
import type { Context } from '../context.ts'
import { inTransaction } from '../database/in-transaction.ts'
import { announce } from './announce.ts'
import { deliverEvents } from './deliver-events.ts'
import { eventKind, jobOf, type Subscription, when } from './event.ts'
import { registerSubscribers } from './register-subscribers.ts'

const happened = eventKind<{ n: string }>('test.happened')
const verb = async (): Promise<void> => undefined
const early = when(happened, 'early', verb)

let world: World
let ctx: Context
beforeAll(async () => {
  world = await startWorld()
})
beforeEach(() => (ctx = world.app.contextFor('test')))
afterAll(() => world.stop())

const subscribe = async (...subscriptions: Subscription[]): Promise<void> => {
  for (const { queue } of subscriptions.map(jobOf)) await ctx.jobs.boss.createQueue(queue)
  await registerSubscribers(ctx, subscriptions)
}
const happen = (n: number) => inTransaction(ctx, (ctx) => announce(ctx, happened, { n: String(n) }))
/** What a subscriber was given so far. */
const given = async (name: string): Promise<number[]> => {
  const rows = await world.sql<{ n: number }>(
    `select (data->>'n')::int as n from pgboss.job where name = '${name}' order by n`,
  )
  return rows.map(({ n }) => n)
}
/** In the order of their numbers. */
const numbered = async (): Promise<number[]> => {
  const rows = await world.sql<{ n: number }>(
    `select (payload->>'n')::int as n from platform.events where name = 'test.happened' order by number`,
  )
  return rows.map(({ n }) => n)
}

describe('the outbox', () => {
  test('gives every fact once to a subscriber, whoever delivers and however many at once', async () => {
    await subscribe(early)
    for (const n of [1, 2, 3]) await happen(n)
    await Promise.all([deliverEvents(ctx), deliverEvents(ctx), deliverEvents(ctx)])
    await deliverEvents(ctx)
    expect(await given('early')).toEqual([1, 2, 3])
  })

  test('numbers a fact when its transaction has ended: a slow one is not passed over', async () => {
    const announced = Promise.withResolvers<void>()
    const end = Promise.withResolvers<void>()
    const slow = inTransaction(ctx, async (ctx) => {
      await announce(ctx, happened, { n: '4' })
      announced.resolve()
      await end.promise
    })
    await announced.promise
    await happen(5)
    await deliverEvents(ctx)
    expect(await given('early')).toEqual([1, 2, 3, 5])
    end.resolve()
    await slow
    await deliverEvents(ctx)
    expect(await given('early')).toEqual([1, 2, 3, 4, 5])
    expect(await numbered()).toEqual([1, 2, 3, 5, 4])
  })

  test('who subscribes later reads on from there, or from the start if asked to', async () => {
    await subscribe(early, when(happened, 'late', verb), when(happened, 'historian', verb, { fromTheStart: true }))
    await happen(6)
    await deliverEvents(ctx)
    expect(await given('early')).toEqual([1, 2, 3, 4, 5, 6])
    expect(await given('late')).toEqual([6])
    expect(await given('historian')).toEqual([1, 2, 3, 4, 5, 6])
  })

  test('a subscriber is given the facts that concern it, and those of before facts said so', async () => {
    const sorted = eventKind<{ n: string; kind: string }>('test.sorted')
    await subscribe(when(sorted, 'ours', verb, { only: { kind: ['ours', 'both'] } }))
    await inTransaction(ctx, async (ctx) => {
      for (const [n, kind] of ['ours', 'theirs', 'both'].entries()) await announce(ctx, sorted, { n: String(n), kind })
      await announce(ctx, eventKind<{ n: string }>('test.sorted'), { n: '3' })
    })
    // The server of this world may have delivered some before.
    expect(await deliverEvents(ctx)).toBeLessThanOrEqual(3)
    await expect.poll(() => given('ours')).toEqual([0, 2, 3])
    expect(await deliverEvents(ctx)).toBe(0)
  })

  test('what goes wrong while delivering leaves the cursor where it was', async () => {
    await registerSubscribers(ctx, [early, when(happened, 'without-queue', verb)])
    await happen(7)
    await expect(deliverEvents(ctx)).rejects.toThrow('without-queue')
    await ctx.jobs.boss.createQueue('without-queue')
    await deliverEvents(ctx)
    expect(await given('without-queue')).toEqual([7])
    expect((await given('early')).filter((n) => n === 7)).toEqual([7])
  })

  test('more than fits into one turn is delivered all the same', async () => {
    await subscribe(when(happened, 'many', verb))
    await inTransaction(ctx, async (ctx) => {
      for (let n = 0; n < 450; n += 1) await announce(ctx, happened, { n: String(n) })
    })
    await deliverEvents(ctx)
    expect(await given('many')).toHaveLength(450)
  })
})
