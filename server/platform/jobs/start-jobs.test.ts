import { afterAll, beforeAll, expect, test } from 'vitest'
import { pino } from 'pino'
import { startWorld, type World } from '../../testing/start-world.ts'
import { inTransaction } from '../database/in-transaction.ts'
import type { Context } from '../context.ts'
import { GiveUp, openJobs, runJobs } from './start-jobs.ts'
import { sendJobs } from './send-jobs.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

test('a job that waits in a queue of a former name is done under the new one', async () => {
  const ctx = world.app.contextFor('test')
  await ctx.jobs.boss.createQueue('old.name')
  await inTransaction(ctx, (ctx) => sendJobs(ctx, [{ queue: 'old.name', data: { n: '1' } }]))
  const kind = { queue: 'new.name', formerly: 'old.name', verb: async () => undefined }
  const [{ url } = { url: '' }] = await world.sql<{ url: string }>(
    `select format('postgresql:///%s?host=%s&user=bellwether', current_database(), current_setting('unix_socket_directories')) as url`,
  )
  const jobs = await openJobs({ connectionString: url }, [kind], pino({ level: 'silent' }))
  const [job] = await jobs.boss.fetch<{ n: string }>('new.name')
  expect(job?.data).toEqual({ n: '1' })
  await jobs.boss.stop({ graceful: false })
})

test('of jobs that are done at once each ends for itself: one that fails repeats no other', async () => {
  const done: string[] = []
  const verb = async (_: Context, { n = '' }: Record<string, string>) => {
    done.push(n)
    if (n === '2' && done.length <= 4) throw new Error('not yet')
  }
  const ctx = world.app.contextFor('test')
  const kind = { queue: 'four.at-once', verb, atOnce: 4 }
  await ctx.jobs.boss.createQueue(kind.queue, { retryLimit: 1, retryDelay: 0 })
  const jobs = [1, 2, 3, 4].map((n) => ({ queue: kind.queue, data: { n: String(n) } }))
  await inTransaction(ctx, (ctx) => sendJobs(ctx, jobs))
  await runJobs(ctx.jobs, [kind], () => ({ ...ctx, log: pino({ level: 'silent' }) }))
  const states = () =>
    world.sql(`select data->>'n' as n, state::text, retry_count from pgboss.job where name = 'four.at-once' order by 1`)
  await expect
    .poll(states, { timeout: 10_000 })
    .toEqual([0, 1, 0, 0].map((retry_count, n) => ({ n: String(n + 1), state: 'completed', retry_count })))
  expect(done.toSorted()).toEqual(['1', '2', '2', '3', '4'])
})

test('where what a failed job leaves cannot be tidied up, the job is tried again', async () => {
  const tries: string[] = []
  const verb = async () => {
    throw new GiveUp('never')
  }
  const givenUp = async () => {
    tries.push('tidied')
    if (tries.length === 1) throw new Error('not yet')
  }
  const ctx = world.app.contextFor('test')
  const kind = { queue: 'to.tidy', verb, givenUp }
  await ctx.jobs.boss.createQueue(kind.queue, { retryLimit: 3, retryDelay: 0 })
  await inTransaction(ctx, (ctx) => sendJobs(ctx, [{ queue: kind.queue, data: {} }]))
  await runJobs(ctx.jobs, [kind], () => ({ ...ctx, log: pino({ level: 'silent' }) }))
  await expect.poll(() => tries.length, { timeout: 10_000 }).toBe(2)
})
