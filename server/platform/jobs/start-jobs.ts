import { PgBoss } from 'pg-boss'
import type { Logger } from 'pino'
import type { Context } from '../context.ts'
import type { DatabaseAddress } from '../database/open-database.ts'
import type { Subscription } from '../events/event.ts'
import { Problem } from '../problem.ts'

/** A verb that runs on its own queue. */
export interface JobKind {
  readonly queue: string
  readonly verb: (ctx: Context, data: Record<string, string>) => Promise<unknown>
  /** How often a failing job is tried again before it is left as failed. */
  readonly retryLimit?: number
}

export interface Jobs {
  readonly boss: PgBoss
  subscribersOf(event: string): readonly string[]
}

/** Queue names as pg-boss allows them. */
const queueName = (name: string): string => name.replaceAll(/[^\w./-]/g, '-')

/** A job whose process was killed goes to another worker after so long, instead of after a quarter of an hour. */
const heartbeatSeconds = 15

/** Opens the job queues over PostgreSQL; sends work at once, workers start with `runJobs`. */
export async function openJobs(
  address: DatabaseAddress,
  kinds: readonly JobKind[],
  subscriptions: readonly Subscription[],
  log: Logger,
): Promise<Jobs> {
  const boss = new PgBoss({
    ...address,
    max: 4,
    useListenNotify: true,
    schedule: false,
    monitorVacuum: false,
    superviseIntervalSeconds: heartbeatSeconds,
    monitorIntervalSeconds: heartbeatSeconds,
    application_name: 'bellwether-jobs',
  })
  boss.on('error', (error) => log.warn({ error: error.message }, 'the job queue reported an error'))
  await boss.start()
  for (const { queue, retryLimit } of [
    ...kinds,
    ...subscriptions.map((one) => ({ queue: one.queue, retryLimit: 20 })),
  ]) {
    await boss.createQueue(queueName(queue), {
      retryLimit: retryLimit ?? 12,
      retryDelay: 1,
      retryBackoff: true,
      retryDelayMax: 300,
      heartbeatSeconds,
      notify: true,
    })
  }
  const byEvent = Map.groupBy(subscriptions, (one) => one.event)
  return { boss, subscribersOf: (event) => (byEvent.get(event) ?? []).map((one) => queueName(one.queue)) }
}

/** Works the queues: one job at a time each, so that a failing job never repeats a finished one. */
export async function runJobs(
  jobs: Jobs,
  work: readonly (JobKind | Subscription)[],
  contextFor: (job: string) => Context,
): Promise<void> {
  for (const { queue, verb } of work) {
    const worker = await jobs.boss.work<Record<string, string>>(
      queueName(queue),
      { batchSize: 1, pollingIntervalSeconds: 2, notifyPollingIntervalSeconds: 2 },
      async ([job]) => {
        // Ten notifications that arrive during one job wake the worker once: it asks for the next by itself.
        jobs.boss.notifyWorker(worker)
        if (job) await runJob(contextFor(queue), verb, job)
      },
    )
  }
}

async function runJob(
  ctx: Context,
  verb: JobKind['verb'],
  { id, name, data }: { id: string; name: string; data: Record<string, string> },
): Promise<void> {
  try {
    await verb(ctx, data)
  } catch (error) {
    const { message, stack } = error as Error
    ctx.log.error({ queue: name, job: id, error: message, stack }, 'a job failed')
    // A problem is an answer, not an accident: trying again would answer the same.
    if (error instanceof Problem && error.kind.status < 500) return
    throw error
  }
}
