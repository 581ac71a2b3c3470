import { afterAll, beforeAll, expect, test } from 'vitest'
import { pino } from 'pino'
import { startWorld, type World } from '../../testing/start-world.ts'
import { inTransaction } from '../database/in-transaction.ts'
import { openJobs } from './start-jobs.ts'
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
