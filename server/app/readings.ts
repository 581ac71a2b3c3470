import { countUndelivered } from '../platform/events/outbox.store.ts'
import { countJobs } from '../platform/jobs/job-counts.store.ts'
import type { Reading } from '../platform/log/metrics.ts'
import type { Loops } from './loops.ts'
import type { Parts } from './parts.ts'

/** What an operator watches: what waits, what fails, and what cannot be reached. */
export function readingsOf({ database, engine, intake }: Parts, troubles: Loops['troubles']): readonly Reading[] {
  const db = { db: database.kysely }
  return [
    {
      name: 'bellwether_jobs',
      help: 'Jobs that wait, run or have failed, by queue; the same at every process of an installation',
      labels: ['queue', 'state'],
      read: async () => (await countJobs(db)).map(({ count: value, ...labels }) => ({ value, labels })),
    },
    {
      name: 'bellwether_undelivered_facts',
      help: 'Announced facts that a subscriber has not had, by subscriber; the same at every process',
      labels: ['subscriber'],
      read: async () =>
        (await countUndelivered(db)).map(({ count, subscriber }) => ({ value: count, labels: { subscriber } })),
    },
    {
      name: 'bellwether_failing_loops',
      help: 'Loops of this process that fail or do not come back',
      read: async () => [{ value: troubles().length }],
    },
    {
      name: 'bellwether_intake_waiting_bytes',
      help: 'Evidence that was accepted and is not in the engine yet',
      read: async () => [{ value: intake.state().spooledBytes }],
    },
    {
      name: 'bellwether_intake_set_aside_files',
      help: 'Files of evidence that the engine refused for good',
      read: async () => [{ value: intake.state().setAside }],
    },
    {
      name: 'bellwether_store_up',
      help: '1 where this process reaches the store',
      labels: ['store'],
      // Without the records nobody can be asked who they are: then nothing of this is answered.
      read: async () => [{ value: engine.state().state === 'ready' ? 1 : 0, labels: { store: 'evidence' } }],
    },
  ]
}
