import { openJobs } from '../../server/platform/jobs/start-jobs.ts'
import { openLog } from '../../server/platform/log/open-log.ts'
import type { KillHouse } from './kill-house.ts'
import { rowsOf } from './records-of.ts'

/** Gives the jobs of processes that were killed to those that live now, instead of when they have been silent for long. */
export async function reviveJobs({ records }: KillHouse): Promise<void> {
  const { boss } = await openJobs(records.address, [], openLog('error'))
  await rowsOf(
    records,
    `update pgboss.job set heartbeat_on = now() - interval '1 minute' where state = 'active' and heartbeat_seconds is not null`,
  )
  await rowsOf(records, 'update pgboss.queue set monitor_on = null')
  await boss.supervise()
  await boss.stop({ graceful: false })
}
