import type { Reply } from './run-apart.ts'

/** A process that grew beyond this is ended: memory that a large task took is given back. */
const residentBytesMax = 256 * 1024 * 1024

/** The other side of `openApart`: answers each task, and ends when the server does. */
export function serveApart<Task, Answer>(work: (task: Task) => Answer | Promise<Answer>): void {
  const say = (reply: Reply<Answer>): void => {
    process.send?.(reply)
  }
  process.on('message', ({ task }: { task: Task }) => {
    void Promise.try(work, task).then(
      (answer) => say({ kind: 'answer', answer, isSpent: process.memoryUsage.rss() > residentBytesMax }),
      (error: unknown) => say({ kind: 'failure', message: error instanceof Error ? error.message : String(error) }),
    )
  })
  say({ kind: 'ready' })
}
