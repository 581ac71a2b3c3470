import { type JobResult, PgBoss } from 'pg-boss'
import type { Logger } from 'pino'
import type { Context } from '../context.ts'
import type { DatabaseAddress } from '../database/open-database.ts'
import type { Jobs } from './jobs.ts'

/** A verb that runs on its own queue. */
export interface JobKind {
  readonly queue: string
  /** The name of its queue in earlier versions: what waits there comes along. */
  readonly formerly?: string
  readonly verb: (ctx: Context, data: Record<string, string>) => Promise<unknown>
  /** Nobody watches for it: requests go first. */
  readonly canWait?: true
  /** How many of its jobs may run at once in a process; 1 where it is left out. */
  readonly workers?: number
  /** How many of them a worker takes and does at once; 1 where it is left out. */
  readonly atOnce?: number
  /** Runs when the last attempt failed: what waits for the job must not wait for ever. */
  readonly givenUp?: (ctx: Context, data: Record<string, string>, reason: string) => Promise<unknown>
  /** How often a failing job is tried again before it is left as failed. */
  readonly retryLimit?: number
  /** The longest pause between two attempts; five minutes where it is left out. */
  readonly retrySecondsMax?: number
  /** How many others may take the place of workers that wait for somebody; none where it is left out. */
  readonly spares?: number
}

/** What a job throws when trying again would change nothing. Everything else is tried again. */
export class GiveUp extends Error {}

/**
 * A job whose process was killed goes to another worker when nothing was heard of it for so long, instead of after a
 * quarter of an hour: as short as the queue lets it be.
 */
const heartbeatSeconds = 10
/** How often it is looked for what nothing is heard of. */
const lookSeconds = 5

/** Opens the job queues over PostgreSQL; sends work at once, workers start with `runJobs`. */
export async function openJobs(address: DatabaseAddress, kinds: readonly JobKind[], log: Logger): Promise<Jobs> {
  const boss = new PgBoss({
    ...address,
    max: 4,
    useListenNotify: true,
    schedule: false,
    monitorVacuum: false,
    superviseIntervalSeconds: lookSeconds,
    monitorIntervalSeconds: lookSeconds,
    application_name: 'bellwether-jobs',
  })
  boss.on('error', (error) => log.warn({ error: error.message }, 'the job queue reported an error'))
  await boss.start()
  const there = new Map((await boss.getQueues()).map((one) => [one.name, one]))
  for (const { queue, retryLimit, retrySecondsMax, formerly } of kinds) {
    const how = {
      retryLimit: retryLimit ?? 12,
      retryDelay: 1,
      retryBackoff: true,
      retryDelayMax: retrySecondsMax ?? 300,
      heartbeatSeconds,
      notify: true,
    }
    const before = there.get(queue)
    if (before === undefined) await boss.createQueue(queue, how)
    // One that an earlier version made is as this one wants it.
    else if (!isSo(before, how)) await boss.updateQueue(queue, how)
    if (formerly !== undefined) await moveJobs(boss, formerly, queue)
  }
  return { boss }
}

const isSo = <Options extends object>(queue: object, how: Options): boolean =>
  Object.entries(how).every(([name, value]) => (queue as Record<string, unknown>)[name] === value)

/** Jobs that an earlier version left, some of them half done, are done under the new name. */
async function moveJobs(boss: PgBoss, from: string, to: string): Promise<void> {
  const text = `update pgboss.job set name = $1 where name = $2 and state in ('created', 'retry', 'active')`
  await boss.getDb().executeSql(text, [to, from])
}

const fetching = {
  includeMetadata: true,
  perJobResults: true,
  pollingIntervalSeconds: 2,
  notifyPollingIntervalSeconds: 2,
} as const

/**
 * Works the queues. Of what a worker takes at once each job ends for itself: one that fails repeats no finished one, though
 * one that hangs until its time is over does.
 */
export async function runJobs(
  jobs: Jobs,
  work: readonly JobKind[],
  contextFor: (job: string) => Context,
): Promise<void> {
  for (const kind of work) {
    const place: Places = { jobs, kind, contextFor, lent: 0 }
    for (let count = 0; count < (kind.workers ?? 1); count += 1) await startWorker(place)
  }
}

/** The workers of one kind, and how many of them have lent their place. */
interface Places {
  readonly jobs: Jobs
  readonly kind: JobKind
  readonly contextFor: (job: string) => Context
  lent: number
}

async function startWorker(places: Places): Promise<string> {
  const { jobs, kind, contextFor } = places
  const how = { ...fetching, batchSize: kind.atOnce ?? 1 }
  const worker = await jobs.boss.work<Record<string, string>, void, typeof how>(kind.queue, how, async (taken) => {
    // Ten notifications that arrive during one job wake the worker once: it asks for the next by itself.
    jobs.boss.notifyWorker(worker)
    const takeBack = lendPlace(places)
    const results = await Promise.all(taken.map((job) => runJob(contextFor(kind.queue), kind, job)))
    takeBack()
    return results
  })
  return worker
}

/** A worker that has waited for so long waits for somebody else. */
const longMilliseconds = 500

/**
 * While a worker waits for long another has its place, so that who does not answer holds up no job of others. More workers
 * from the start would do it too, but each notice of a job wakes all of them. Returns what ends it.
 */
function lendPlace(places: Places): () => void {
  const { jobs, kind } = places
  let spare: Promise<string> | undefined
  const timer = setTimeout(() => {
    if (places.lent >= (kind.spares ?? 0)) return
    places.lent += 1
    spare = startWorker(places)
    spare.catch(() => undefined)
  }, longMilliseconds)
  return () => {
    clearTimeout(timer)
    if (spare === undefined) return
    places.lent -= 1
    spare.then((id) => jobs.boss.offWork(kind.queue, { id, wait: false })).catch(() => undefined)
  }
}

interface RunningJob {
  readonly id: string
  readonly name: string
  readonly data: Record<string, string>
  readonly retryCount: number
  readonly retryLimit: number
}

async function runJob(ctx: Context, kind: JobKind, job: RunningJob): Promise<JobResult> {
  try {
    if (kind.canWait) await ctx.requests.goFirst()
    await kind.verb(ctx, job.data)
    return { id: job.id, status: 'completed' }
  } catch (error) {
    return { id: job.id, ...(await failJob(ctx, kind, job, error as Error)) }
  }
}

async function failJob(ctx: Context, kind: JobKind, job: RunningJob, error: Error): Promise<Omit<JobResult, 'id'>> {
  const { message, stack } = error
  const output = { message, stack }
  const attempt = job.retryCount + 1
  ctx.log.error({ queue: job.name, job: job.id, attempt, error: message, stack }, 'a job failed')
  const isLast = error instanceof GiveUp || job.retryCount >= job.retryLimit
  try {
    if (isLast) await kind.givenUp?.(ctx, job.data, message)
  } catch (second) {
    ctx.log.error({ queue: job.name, job: job.id, error: String(second) }, 'what a failed job leaves was not tidied up')
    return { status: 'failed', output }
  }
  return { status: error instanceof GiveUp ? 'completed' : 'failed', output }
}
